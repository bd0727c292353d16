"""Spans of duty: planned ahead, opened when the agent goes available, ended by a handover."""
