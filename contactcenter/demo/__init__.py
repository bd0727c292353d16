"""The demo: an invented estate with its people and staff, and the simulated carrier that makes it ring."""
