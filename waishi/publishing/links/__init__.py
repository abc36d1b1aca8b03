"""Links to other sites: whether they answer, where they lead, what they are called there."""
