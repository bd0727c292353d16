"""What the doctor says of settings, mail and Redis, in plain words."""

from pathlib import Path
from typing import Any

import pytest

from contactcenter.administration.doctor import Finding, examine
from contactcenter.config import Settings
from tests.support.mail_server import running_mail_server


async def findings(tmp_path: Path, **settings: Any) -> dict[str, Finding]:
    media = {"media_url": (tmp_path / "media").as_uri()}
    here = Settings(
        data_directory=tmp_path, database_url=f"sqlite+aiosqlite:///{tmp_path / 'none.db'}", **media, **settings
    )
    return {finding.subject: finding async for finding in examine(here)}


async def test_a_mail_server_that_answers_is_fine(tmp_path: Path) -> None:
    async with running_mail_server() as server:
        found = await findings(tmp_path, smtp_url=server.url, email_webhook_token="secret")
    assert found["mail server"].verdict == "fine"
    assert found["incoming mail"].verdict == "fine"
    assert "secret" not in "".join(finding.text for finding in found.values())


async def test_without_mail_there_is_only_a_note(tmp_path: Path) -> None:
    found = await findings(tmp_path)
    assert [found[subject].verdict for subject in ("mail server", "incoming mail")] == ["note", "note"]


@pytest.mark.parametrize("url", ["smtp://127.0.0.1:9?starttls=no", "smtp://x:port", "smtp://"])
async def test_a_mail_server_that_cannot_be_used_is_wrong(tmp_path: Path, url: str) -> None:
    found = (await findings(tmp_path, smtp_url=url))["mail server"]
    assert found.verdict == "wrong"
    assert "SMTP_URL" in found.text


# The library warns of what this test does on purpose: signing in on a line of this machine without encryption.
@pytest.mark.filterwarnings("ignore:Requiring AUTH")
async def test_a_wrong_password_is_named_and_not_shown(tmp_path: Path) -> None:
    async with running_mail_server(password="right") as server:
        url = server.url.replace("smtp://", "smtp://desk:not-this@")
        found = (await findings(tmp_path, smtp_url=url))["mail server"]
    assert (found.verdict, "password" in found.text) == ("wrong", True)
    assert "not-this" not in found.text


async def test_a_name_that_is_no_setting_is_told_with_the_one_that_was_meant(tmp_path: Path) -> None:
    found = await findings(tmp_path, unknown_names=("REDIS_ULR",))
    assert found["settings"].text == "CONTACTCENTER_REDIS_ULR is not a setting; CONTACTCENTER_REDIS_URL is."


async def test_a_redis_that_does_not_answer_is_wrong(tmp_path: Path) -> None:
    found = await findings(tmp_path, redis_url="redis://127.0.0.1:1/0")
    assert found["live bus"].verdict == "wrong"
    assert "CONTACTCENTER_REDIS_URL" in found["live bus"].text
