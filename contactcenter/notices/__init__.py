"""Planned and standing facts of places: the water is off tomorrow, the lift is serviced, the drill is on Friday."""
