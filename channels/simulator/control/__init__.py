"""The side of the carrier that the vendor does not have: playing the people with phones, choosing what goes wrong."""
