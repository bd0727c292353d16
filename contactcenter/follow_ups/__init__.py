"""The question to the owner after a work order is done, and the owner's verdict."""
