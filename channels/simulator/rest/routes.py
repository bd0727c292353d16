"""The addresses of the vendor's API that this carrier answers."""

from aiohttp import web

from channels.simulator.rest.account import get_account
from channels.simulator.rest.call_routes import CALL_RESOURCES
from channels.simulator.rest.media import get_media, get_media_content, list_media
from channels.simulator.rest.messages import get_message, list_messages, post_message
from channels.simulator.rest.phone_numbers import get_phone_number, list_phone_numbers, post_phone_number

ACCOUNT = "/2010-04-01/Accounts/{account_sid}"

ROUTES = (
    *CALL_RESOURCES,
    web.get("/2010-04-01/Accounts/{account_sid:[^/]+}.json", get_account),
    web.get(f"{ACCOUNT}/Messages.json", list_messages),
    web.post(f"{ACCOUNT}/Messages.json", post_message),
    web.get(f"{ACCOUNT}/Messages/{{sid}}.json", get_message),
    web.get(f"{ACCOUNT}/Messages/{{sid}}/Media.json", list_media),
    web.get(f"{ACCOUNT}/Messages/{{sid}}/Media/{{media_sid}}.json", get_media),
    web.get(f"{ACCOUNT}/Messages/{{sid}}/Media/{{media_sid:[^/.]+}}", get_media_content),
    web.get(f"{ACCOUNT}/IncomingPhoneNumbers.json", list_phone_numbers),
    web.get(f"{ACCOUNT}/IncomingPhoneNumbers/{{sid}}.json", get_phone_number),
    web.post(f"{ACCOUNT}/IncomingPhoneNumbers/{{sid}}.json", post_phone_number),
)
