"""Serves the built console: its files, and its one page for every address that is not a file and not the API."""

from pathlib import Path

from aiohttp import web

STATIC = Path(__file__).parent / "static"
PAGE = "index.html"
# Names of built files carry a digest of their content, so they never change.
HASHED = "assets/"
FOR_EVER = "public, max-age=31536000, immutable"
ASK_EACH_TIME = "no-cache"
NEVER_KEPT = {"Cache-Control": "no-store"}

NOT_BUILT = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Contact center</title></head><body>
<h1>The console is not built yet</h1>
<p>The service is running and its API answers at <a href="/api/openapi.json">/api/openapi.json</a>.</p>
<p>Run <code>make install</code>, or in <code>agent_console/web</code>: <code>npm ci &amp;&amp; npm run build</code>,
and load this page again.</p>
<p lang="zh-Hant">坐席台尚未建置。請執行 <code>make install</code>，然後重新載入本頁。</p>
</body></html>
"""


def console_is_built(static: Path = STATIC) -> bool:
    """Whether there is a console to serve."""
    return (static / PAGE).is_file()


def find_file(path: str, static: Path) -> Path | None:
    """The built file at this path. Hidden files and whatever lies outside are never found."""
    parts = path.split("/")
    if not path or any(part.startswith(".") or not part or "\x00" in part for part in parts):
        return None
    file = static.joinpath(*parts)
    return file if file.is_file() and file.resolve().is_relative_to(static.resolve()) else None


class ConsolePages:
    """Serves one built console."""

    def __init__(self, static: Path) -> None:
        self._static = static

    async def get_page(self, request: web.Request) -> web.StreamResponse:
        """A file, else the page: the console itself reads the address and shows what belongs there."""
        path = request.match_info["path"]
        file = find_file(path, self._static)
        if file is not None and path != PAGE:
            kept = FOR_EVER if path.startswith(HASHED) else ASK_EACH_TIME
            return web.FileResponse(file, headers={"Cache-Control": kept})
        if "." in path.rpartition("/")[2] and path != PAGE:
            # A file that is gone must not be answered with a page: browsers would keep it as a broken script.
            raise web.HTTPNotFound(text="There is no such file.")
        if not console_is_built(self._static):
            return web.Response(text=NOT_BUILT, content_type="text/html", status=503, headers=NEVER_KEPT)
        return web.FileResponse(self._static / PAGE, headers={"Cache-Control": ASK_EACH_TIME})


def setup_pages(app: web.Application, *, static: Path = STATIC) -> None:
    """Everything but the API and the webhooks, which answer unknown paths and wrong methods with JSON."""
    app.router.add_get(r"/{path:(?!(?:api|webhooks)(?:/|$)).*}", ConsolePages(static).get_page)
