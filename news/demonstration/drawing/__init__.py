"""The demonstration's pictures, drawn from a small vocabulary of flat shapes."""
