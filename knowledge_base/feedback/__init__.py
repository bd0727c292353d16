"""What readers think of articles: votes, and reports that one is wrong or old."""
