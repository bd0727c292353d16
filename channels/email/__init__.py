"""Mail: raw messages in, mails out over SMTP."""
