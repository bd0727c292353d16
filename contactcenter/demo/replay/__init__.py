"""Plays the written history of the demo estate back as rows: contacts, orders and what became of them."""
