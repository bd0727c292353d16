"""What every installation needs to work at once: a queue, a group, types of work, texts. The demo builds on it."""
