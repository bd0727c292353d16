"""A file as a phone's owner opens it, from a text or a mail."""

from aiohttp import web

from contactcenter.media.content import is_shown, served_type, type_of
from contactcenter.media.names import clean_name, content_disposition
from contactcenter.web.files import KEPT_PRIVATELY, SECURITY_POLICY


def file_answer(content: bytes, *, name: str, claimed_type: str) -> web.Response:
    """Served beside the product's own pages, so a browser is told only what the bytes really are."""
    content_type = type_of(content, claimed_type)
    headers = {
        "Content-Disposition": content_disposition(clean_name(name, content_type), is_shown=is_shown(content_type)),
        "Content-Security-Policy": SECURITY_POLICY,
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": KEPT_PRIVATELY,
    }
    return web.Response(body=content, content_type=served_type(content_type), headers=headers)
