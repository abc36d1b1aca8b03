"""What the check before release asks of the news."""
