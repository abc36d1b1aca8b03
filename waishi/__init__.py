"""waishi: the web site and the register of a municipal foreign affairs office."""
