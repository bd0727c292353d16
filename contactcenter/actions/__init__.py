"""One file for each thing that happens; entrances open a transaction and call one of these."""
