"""What the clock starts. Each job is `fire(db, *, now) -> int` and returns how many rows it dealt with."""
