"""Tokens with which agents' browsers become telephones."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jwt
import pytest

from channels.voice.tokens import build_softphones
from contactcenter import clock
from contactcenter.config import Settings

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
SECRET = "the key with which tokens of devices are signed"
ACCOUNT = {"twilio_account_sid": "AC" + "0" * 31 + "1", "twilio_auth_token": "t"}
KEY = {"twilio_api_key_sid": "SK" + "0" * 31 + "2", "twilio_api_key_secret": SECRET}


def settings(folder: Path, **values: Any) -> Settings:
    return Settings(data_directory=folder, **values)


def test_a_token_lets_one_agents_devices_be_called(tmp_path: Path) -> None:
    now = clock.now()
    softphone = build_softphones(settings(tmp_path, **ACCOUNT, **KEY, twilio_twiml_app_sid="AP1")).softphone_of(
        "01ab", now=now
    )
    claims = jwt.decode(softphone.token, SECRET, algorithms=["HS256"], issuer=KEY["twilio_api_key_sid"])
    assert claims["sub"] == ACCOUNT["twilio_account_sid"]
    assert claims["grants"]["identity"] == softphone.identity == "agent_01ab"
    assert claims["grants"]["voice"] == {
        "incoming": {"allow": True},
        "outgoing": {"application_sid": "AP1"},
    }
    assert jwt.get_unverified_header(softphone.token)["cty"] == "twilio-fpa;v=1"
    assert (softphone.driver, softphone.url, softphone.reason) == ("twilio", "", "")
    assert softphone.expires_at is not None
    assert softphone.expires_at > now + timedelta(hours=4)
    assert abs(claims["exp"] - softphone.expires_at.timestamp()) < 5


def test_with_the_simulated_carrier_the_address_is_told(tmp_path: Path) -> None:
    simulated = settings(tmp_path, **ACCOUNT, **KEY, softphone_url="/simulator/softphone")
    softphone = build_softphones(simulated).softphone_of("01ab", now=NOW)
    assert (softphone.driver, softphone.url) == ("simulator", "/simulator/softphone")


@pytest.mark.parametrize(
    ("account", "words"), [({}, "No carrier account"), (ACCOUNT, "TWILIO_API_KEY_SID")], ids=["no account", "no key"]
)
def test_where_a_browser_cannot_be_a_telephone_it_is_told_why(
    tmp_path: Path, account: dict[str, str], words: str
) -> None:
    softphone = build_softphones(settings(tmp_path, **account)).softphone_of("01ab", now=NOW)
    assert (softphone.driver, softphone.token, softphone.expires_at) == ("none", "", None)
    assert words in softphone.reason
