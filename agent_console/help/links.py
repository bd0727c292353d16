"""Addresses of the public help page. Pure; used by its own pages and by whoever sends somebody there."""

from urllib.parse import quote, urlencode

from contactcenter.config import Settings

ROOT = "/help"


def help_url(settings: Settings, estate_code: str, article_code: str = "", language: str = "") -> str:
    """The whole address of an article on the page of its estate, as it can stand in a text message."""
    return settings.public_base_url.rstrip("/") + help_path(estate_code, article_code, lang=language)


def help_path(estate_code: str = "", article_code: str = "", **query: str | None) -> str:
    """The same without the host; what is empty is left out of the query."""
    parts = [quote(part, safe="") for part in (estate_code, article_code) if part]
    said = urlencode({name: value for name, value in query.items() if value})
    return "/".join([ROOT, *parts]) + (f"?{said}" if said else "")
