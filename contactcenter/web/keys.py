"""The typed keys under which the composition root hands things to web handlers."""

from aiohttp import web

from contactcenter.config import Settings
from contactcenter.db import Database
from contactcenter.journal.writer import JournalWriter
from contactcenter.live.bus import InProcessBus
from contactcenter.media.store import MediaStore

SETTINGS = web.AppKey("settings", Settings)
DATABASE = web.AppKey("database", Database)
BUS = web.AppKey("bus", InProcessBus)
JOURNAL = web.AppKey("journal", JournalWriter)
MEDIA = web.AppKey("media", MediaStore)
NODE = web.AppKey("node", str)
