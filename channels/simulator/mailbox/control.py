"""`/control/mailboxes/…`: what the people outside have received, and writing as one of them."""

import re
from typing import Annotated

from aiohttp import web
from pydantic import Field, StringConstraints, model_validator

from channels.email.parser import parse_message
from channels.simulator.control.guard import read_json
from channels.simulator.control.requests import ControlRequest, SendFile, parsed
from channels.simulator.mailbox.exchange import MailExchange, get_mail, mails_of
from channels.simulator.mailbox.views import mail_line_view, mail_view
from channels.simulator.mailbox.writing import WrittenMail
from channels.simulator.media import GivenFile
from channels.simulator.served import file_answer
from contactcenter.errors import InvalidInput, NotFound

MAILS = web.AppKey("simulator_mails", MailExchange)
FILE_ROUTE = "simulator_mail_file"
MAILS_AT_ONCE = 200
MOST_FILES = 10
LARGEST_REQUEST = 40 * 1024 * 1024
ADDRESS = re.compile(r"[^\s@<>\",;:]{1,64}@[^\s@<>\",;:]{1,250}")


class SendMail(ControlRequest):
    """Words, files, or both."""

    to: Annotated[str, StringConstraints(pattern=r"^[^\s@<>\",;:]{1,64}@[^\s@<>\",;:]{1,250}$")]
    subject: Annotated[str, StringConstraints(max_length=500)] = ""
    text: Annotated[str, StringConstraints(max_length=200_000)] = ""
    html: Annotated[str, StringConstraints(max_length=500_000)] = ""
    in_reply_to_mail_id: Annotated[str, StringConstraints(max_length=34)] = ""
    attachments: Annotated[list[SendFile], Field(max_length=MOST_FILES)] = Field(default_factory=list)

    @model_validator(mode="after")
    def _says_something(self) -> "SendMail":
        if not self.text.strip() and not self.html.strip() and not self.attachments:
            raise ValueError("Write something, or add a file.")
        return self


async def get_mail_lines(request: web.Request) -> web.Response:
    return web.json_response({"items": [mail_line_view(line) for line in request.app[MAILS].service.lines]})


async def get_mails(request: web.Request) -> web.Response:
    """The newest of a mailbox, oldest first."""
    exchange, mailbox = request.app[MAILS], checked_address(request.match_info["address"])
    async with exchange.database.reading() as session:
        found = await mails_of(session, mailbox, limit=MAILS_AT_ONCE)
    return web.json_response({"items": [mail_view(mail, exchange.file_at) for mail in found]})


async def get_one_mail(request: web.Request) -> web.Response:
    exchange = request.app[MAILS]
    async with exchange.database.reading() as session:
        mail = await get_mail(session, request.match_info["id"])
    return web.json_response(mail_view(mail, exchange.file_at))


async def post_mail(request: web.Request) -> web.Response:
    exchange, mailbox = request.app[MAILS], checked_address(request.match_info["address"])
    wish = parsed(SendMail, await read_json(request, largest=LARGEST_REQUEST))
    written = WrittenMail(
        sender=mailbox,
        sender_name="",
        to=wish.to,
        subject=wish.subject,
        text=wish.text,
        html=wish.html,
        files=[GivenFile(file.name, file.content_type, file.content_base64) for file in wish.attachments],
    )
    mail = await exchange.send(written, answers=wish.in_reply_to_mail_id)
    return web.json_response(mail_view(mail, exchange.file_at), status=201)


async def post_try_again(request: web.Request) -> web.Response:
    exchange = request.app[MAILS]
    return web.json_response(mail_view(await exchange.try_again(request.match_info["id"]), exchange.file_at))


async def get_file(request: web.Request) -> web.Response:
    number = request.match_info["number"]
    async with request.app[MAILS].database.reading() as session:
        mail = await get_mail(session, request.match_info["id"])
    files = parse_message(mail.raw).attachments
    if not number.isdecimal() or int(number) >= len(files):
        raise NotFound("There is no such file.")
    file = files[int(number)]
    return file_answer(file.content, name=file.name, claimed_type=file.content_type)


def checked_address(address: str) -> str:
    if not ADDRESS.fullmatch(address):
        raise InvalidInput("A mailbox is written name@domain.")
    return address.lower()


MAIL_ROUTES = (
    web.get("/control/mail-lines", get_mail_lines),
    web.get("/control/mailboxes/{address}/mails", get_mails),
    web.post("/control/mailboxes/{address}/mails", post_mail),
    web.get("/control/mails/{id}", get_one_mail),
    web.post("/control/mails/{id}/try-again", post_try_again),
    web.get("/control/mails/{id}/files/{number}", get_file, name=FILE_ROUTE),
)
