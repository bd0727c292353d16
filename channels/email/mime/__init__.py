"""Takes a raw mail apart as real mail is, not as the standards would have it: headers, charsets, parts, names."""
