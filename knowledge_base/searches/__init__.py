"""What was searched, what was taken of it, and the questions this proposes for articles."""
