"""How facts and wake-ups travel: within one process, or between nodes over Redis."""
