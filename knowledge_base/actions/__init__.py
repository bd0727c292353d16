"""What happens in the knowledge base, one file each."""
