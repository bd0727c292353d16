"""`Messages/{sid}/Media…`: the files of a text, for the account that owns it."""

from aiohttp import web

from channels.simulator.keys import EXCHANGE
from channels.simulator.media import files_of
from channels.simulator.rest.account import signed_in_account
from channels.simulator.rest.errors import RestError
from channels.simulator.rest.pages import page_json, read_page_request
from channels.simulator.rest.shapes import media_json
from channels.simulator.tables import MediaFile

# The bytes are strangers'; on a server that also shows pages they must never be one.
HARMLESS = {"Content-Security-Policy": "default-src 'none'; sandbox", "X-Content-Type-Options": "nosniff"}


async def list_media(request: web.Request) -> web.Response:
    account, text_sid = signed_in_account(request), request.match_info["sid"]
    page = read_page_request(request.query)
    async with request.app[EXCHANGE].database.reading() as session:
        files = [file for file in await files_of(session, text_sid) if file.state == "kept"]
    path = f"/2010-04-01/Accounts/{account.sid}/Messages/{text_sid}/Media.json"
    rows = [media_json(account, file) for file in files]
    return web.json_response(page_json("media_list", rows, page=page, path=path, filters={}))


async def get_media(request: web.Request) -> web.Response:
    account = signed_in_account(request)
    return web.json_response(media_json(account, await _find(request)))


async def get_media_content(request: web.Request) -> web.Response:
    """The vendor sends on to its storage with a signed address; here the file itself is the answer."""
    signed_in_account(request)
    file = await _find(request)
    headers = HARMLESS | {"Content-Type": file.content_type, "Content-Disposition": "attachment"}
    return web.Response(body=file.content, headers=headers)


async def _find(request: web.Request) -> MediaFile:
    async with request.app[EXCHANGE].database.reading() as session:
        file = await session.get(MediaFile, request.match_info["media_sid"])
    if file is None or file.text_sid != request.match_info["sid"] or file.state != "kept":
        raise RestError(20404, request.path[request.path.index("/2010-04-01/") :])
    return file
