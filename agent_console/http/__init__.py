"""How a plain typed function becomes a route: reading and checking, who is calling, one transaction, the document."""
