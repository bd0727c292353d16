"""Serves the phone page at `/phone`: in the simulator alone, and in the product's own application."""

from functools import partial
from html import escape
from pathlib import Path

from aiohttp import web

PAGE = Path(__file__).parent / "page"
BASE_PLACEHOLDER = "{{simulator_base}}"
ASSET_PATH = "/phone/assets"
HEADERS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}


def add_phone_page(router: web.UrlDispatcher, *, simulator_path: str) -> None:
    """`simulator_path` is where the simulator answers on the same server: "/simulator", or "" when it is the root."""
    router.add_get("/phone", partial(_get_page, simulator_path))
    router.add_get(ASSET_PATH + r"/{name:[a-z-]+\.(css|js|svg|woff2)}", _get_asset)


async def _get_page(simulator_path: str, request: web.Request) -> web.Response:
    page = (PAGE / "phone.html").read_text(encoding="utf-8")
    return web.Response(
        text=page.replace(BASE_PLACEHOLDER, escape(simulator_path)), content_type="text/html", headers=HEADERS
    )


async def _get_asset(request: web.Request) -> web.StreamResponse:
    path = PAGE / request.match_info["name"]
    if not path.is_file():
        raise web.HTTPNotFound
    return web.FileResponse(path, headers=HEADERS)
