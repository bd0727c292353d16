"""Finding articles: an index in memory that is built from the article tables and follows them."""
