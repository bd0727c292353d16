"""Readings for screens: they may join any tables, and load what belongs together with a fixed number of statements."""
