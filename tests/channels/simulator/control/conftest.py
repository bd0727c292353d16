"""Control tests of calls play people too."""

from tests.channels.simulator.voice.conftest import people

__all__ = ["people"]
