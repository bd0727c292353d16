"""The vendor's REST API as this carrier speaks it: form in, JSON out, Basic authentication."""
