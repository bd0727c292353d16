"""What is so at a place: where the water is shut off, who reads the meters, where to park."""
