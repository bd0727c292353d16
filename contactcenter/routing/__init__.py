"""Routing: the queues where contacts wait, and the offers by which they reach an agent."""
