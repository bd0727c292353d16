"""What owners are promised about time: policies, and the clocks of every contact with their ledger."""
