"""Invents the month before the visitor came: who contacted the desk, about what, and how each of it ended.

Everything is drawn from seeded generators, so the same day of the month looks the same for everybody; only the clock
is the visitor's. What people say is in `content/month/*.toml`; this package only puts it together.
"""
