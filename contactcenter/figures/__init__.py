"""Figures of the service: counted from append-only rows, each with its formula and traceable to its contacts."""
