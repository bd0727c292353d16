"""The shipped product, started as its users start it, with an estate prepared for the load."""
