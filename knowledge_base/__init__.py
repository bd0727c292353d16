"""Articles, search over them, and the gaps that show what is still missing."""
