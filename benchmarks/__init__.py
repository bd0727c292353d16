"""Measures the product beside floors: small programs that do the least that could do the job."""
