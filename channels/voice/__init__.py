"""Calls over Twilio's API: the documents we answer with, what the carrier reports, and what we ask of it."""
