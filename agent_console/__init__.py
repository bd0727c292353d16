"""What staff see and do: the JSON API, the live socket, and the console's pages."""
