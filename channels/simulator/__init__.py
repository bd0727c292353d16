"""A carrier of our own: the vendor's REST API and signed webhooks, and a phone page to play the people outside."""

from channels.simulator.app import build_simulator, build_standalone
from channels.simulator.mailbox.settings import MailLine, MailService
from channels.simulator.phone_page import add_phone_page
from channels.simulator.settings import INSTANT, Account, Line, Pace, Persona

__all__ = [
    "INSTANT",
    "Account",
    "Line",
    "MailLine",
    "MailService",
    "Pace",
    "Persona",
    "add_phone_page",
    "build_simulator",
    "build_standalone",
]
