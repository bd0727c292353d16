"""The typed keys under which the composition root hands the console what it needs beyond `contactcenter.web.keys`."""

from aiohttp import web

from contactcenter.contracts import OpenItemSource, SoftphoneTokens
from knowledge_base.search.live_index import LiveIndex
from knowledge_base.searches.log import SearchLog

OPEN_ITEM_SOURCES = web.AppKey("open_item_sources", tuple[OpenItemSource, ...])
SEARCH = web.AppKey("search", LiveIndex)
SEARCH_LOG = web.AppKey("search_log", SearchLog)
SOFTPHONES = web.AppKey("softphones", SoftphoneTokens)
