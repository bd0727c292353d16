"""What stands in the database, counted when somebody asks, and the page `/metrics` that tells it."""
