"""Where calls to the account's lines are reported: set at the start, changed over REST afterwards."""

from channels.simulator.settings import VOICE_STATUS_PATH, VOICE_WEBHOOK_PATH, Account, Line
from channels.simulator.tables import PhoneLine
from channels.simulator.voice.tables import VoiceLine
from contactcenter.db import Session


async def install_line(session: Session, account: Account, line: Line, row: PhoneLine) -> None:
    """The addresses are set anew only when the wish for them has changed since the last start."""
    base = account.public_base_url.rstrip("/")
    voice_url, status_callback = line.voice_url or base + VOICE_WEBHOOK_PATH, base + VOICE_STATUS_PATH
    settings = await find_or_create_settings(session, row.number)
    if settings.configured_voice_url != voice_url:
        settings.configured_voice_url = row.voice_url = voice_url
    if settings.configured_status_callback != status_callback:
        settings.configured_status_callback = row.status_callback = status_callback


async def find_or_create_settings(session: Session, number: str) -> VoiceLine:
    settings = await session.get(VoiceLine, number)
    if settings is None:
        settings = VoiceLine(number=number, fallback_url="", configured_voice_url="", configured_status_callback="")
        session.add(settings)
    return settings
