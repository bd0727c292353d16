"""What texts and calls over Twilio share: the HTTP client, signed forms, and the error numbers in plain words."""
