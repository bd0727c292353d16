"""What the clock starts in the knowledge base. Each job is `fire(db, *, now) -> int`."""
