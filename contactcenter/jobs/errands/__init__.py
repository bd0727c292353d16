"""Errands: what the outbox's commands do outside, one file for each kind."""
