"""Who is served next, and by whom: kept in memory, told of every change, asked for decisions. Pure."""
