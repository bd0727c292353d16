"""The public help page of each estate: server-rendered, in three languages, for whoever has no account."""
