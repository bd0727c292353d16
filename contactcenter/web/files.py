"""Hands a file of the media store to a browser so that it can do no harm: told its type, never run, never framed."""

from dataclasses import dataclass

from aiohttp import web

from contactcenter.media.content import is_shown, served_type
from contactcenter.media.names import content_disposition
from contactcenter.web.keys import MEDIA

# One id always means the same bytes; people's files stay out of shared caches.
KEPT_PRIVATELY = "private, max-age=86400, immutable"
NEVER_KEPT = "no-store"

# A file opened by itself is a page of our origin: it may load, run and send nothing.
SECURITY_POLICY = "default-src 'none'; sandbox"


@dataclass(frozen=True, slots=True)
class FileToSend:
    """Bytes of the store under the name and type they are known by."""

    digest: str
    name: str
    content_type: str
    cache_control: str = KEPT_PRIVATELY


async def send_file(request: web.Request, file: FileToSend) -> web.StreamResponse:
    """All of the file, or the range asked for (players seek in sounds); raises `NotFound` where the bytes are gone."""
    if any(tag.value == file.digest for tag in request.if_none_match or ()):
        return web.Response(status=304, headers={"Cache-Control": file.cache_control})
    size = await request.app[MEDIA].size_of(file.digest)
    asked = _asked_range(request, file.digest)
    start, end, _step = (asked or slice(None)).indices(size)
    if asked is not None and start >= end:
        return web.Response(status=416, headers={"Content-Range": f"bytes */{size}"})
    response = web.StreamResponse(status=200 if asked is None else 206, headers=_headers(file))
    response.content_type = served_type(file.content_type)
    response.content_length = end - start
    response.etag = file.digest
    if response.status == 206:
        response.headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    await response.prepare(request)
    if request.method != "HEAD":
        async for piece in request.app[MEDIA].pieces(file.digest, start, end):
            await response.write(piece)
    await response.write_eof()
    return response


def _asked_range(request: web.Request, digest: str) -> slice | None:
    """The one range of exactly this file that is asked for; what cannot be read is not asked."""
    if "Range" not in request.headers or request.headers.get("If-Range", f'"{digest}"') != f'"{digest}"':
        return None
    try:
        return request.http_range
    except ValueError:
        return None


def _headers(file: FileToSend) -> dict[str, str]:
    return {
        "Content-Disposition": content_disposition(file.name, is_shown=is_shown(file.content_type)),
        "Content-Security-Policy": SECURITY_POLICY,
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": file.cache_control,
        "Accept-Ranges": "bytes",
    }
