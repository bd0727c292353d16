"""Emergencies: what a contact was raised for, what to tell the caller, and whom to ring until somebody comes."""
