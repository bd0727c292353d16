"""Services that may be offered to an owner once the matter is settled."""
