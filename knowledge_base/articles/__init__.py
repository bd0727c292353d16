"""Knowledge in several languages, with its history."""
