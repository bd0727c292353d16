"""The typed keys under which the simulator hands things to its web handlers."""

from collections.abc import Sequence

from aiohttp import web

from channels.simulator.exchange import Exchange
from channels.simulator.settings import Line, Persona
from channels.simulator.voice.exchange import VoiceExchange

EXCHANGE = web.AppKey("simulator_exchange", Exchange)
VOICE = web.AppKey("simulator_voice", VoiceExchange)
LINES = web.AppKey("simulator_lines", Sequence[Line])
PERSONAS = web.AppKey("simulator_personas", Sequence[Persona])
