"""Bytes too large for a row, kept by their digest in a folder or an S3 bucket."""
