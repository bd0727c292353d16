"""The tree of places (estate, building, floor, unit) and the many ways people write an address."""
