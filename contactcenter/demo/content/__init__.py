"""The demo estate as pure data: who lives where, who works there, what they say and what we know. Seeding turns it into rows."""
