"""The telephone half of the carrier: calls, their documents, queues, conferences, recordings, agents' devices."""
