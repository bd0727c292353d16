"""Questions the knowledge base could not answer, and who asked them."""
