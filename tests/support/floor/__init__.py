"""A floor of simulated agents at several nodes: the real jobs and actions, driven without HTTP, and books kept by
triggers of the database, from which is read afterwards what happened when."""
