"""Texts the product sends by itself, in each language, edited by an administrator."""
