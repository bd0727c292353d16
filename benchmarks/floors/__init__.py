"""Floors: the same webhook with as little as possible behind it. They share no code with the product, on purpose."""
