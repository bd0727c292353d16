"""What an administrator does at the command line; `cli.py` calls it."""
