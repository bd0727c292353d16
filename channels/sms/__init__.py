"""Texts over Twilio's API, in and out."""
