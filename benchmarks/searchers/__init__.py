"""The search of the product and what stands beside it: each takes the same texts and answers the same questions."""
