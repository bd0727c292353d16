"""HTML of mails: made inert, read as text, and cut where the quoted part begins."""
