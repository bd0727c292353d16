"""The typed keys under which the simulator hands things to its web handlers."""

from collections.abc import Sequence

from aiohttp import web

from channels.simulator.exchange import Exchange
from channels.simulator.settings import Persona

EXCHANGE = web.AppKey("simulator_exchange", Exchange)
PERSONAS = web.AppKey("simulator_personas", Sequence[Persona])
