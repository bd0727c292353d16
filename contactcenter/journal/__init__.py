"""What came in from outside, kept as it came before anything is done with it; and the append-only history."""
