"""The edge alone: read the form, check the signature, answer. Nothing is kept."""

import base64
import hashlib
import hmac
from collections.abc import Awaitable, Callable
from urllib.parse import parse_qsl

import uvloop
from aiohttp import web

from benchmarks.floors.arguments import Floor, parse_arguments

Keep = Callable[[dict[str, str]], Awaitable[None]]


def webhook(floor: Floor, keep: Keep | None = None) -> Callable[[web.Request], Awaitable[web.Response]]:
    """A handler that checks the signature as the carrier makes it, then keeps the form where `keep` says how."""
    token, url = floor.token.encode(), floor.public_url

    async def post_text(request: web.Request) -> web.Response:
        form = parse_qsl((await request.read()).decode(), keep_blank_values=True)
        signed = url + request.raw_path + "".join(name + value for name, value in sorted(form))
        expected = base64.b64encode(hmac.new(token, signed.encode(), hashlib.sha1).digest()).decode()
        if not hmac.compare_digest(expected, request.headers.get("X-Twilio-Signature", "")):
            return web.Response(status=403)
        if keep is not None:
            await keep(dict(form))
        return web.Response(text="<Response/>", content_type="text/xml")

    return post_text


def serve(floor: Floor, application: web.Application) -> None:
    uvloop.install()
    web.run_app(application, host="127.0.0.1", port=floor.port, print=None, access_log=None)


def main() -> None:
    floor = parse_arguments()
    application = web.Application()
    application.router.add_post(floor.path, webhook(floor))
    serve(floor, application)


if __name__ == "__main__":
    main()
