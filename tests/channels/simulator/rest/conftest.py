"""REST tests also play the people at the other end."""

from tests.channels.simulator.voice.conftest import people

__all__ = ["people"]
