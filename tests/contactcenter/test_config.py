"""Settings: defaults that work with nothing set, and one clear sentence naming a wrong one."""

from pathlib import Path

import pytest

from contactcenter.config import ConfigurationError, load


def settings_of(tmp_path: Path, **values: str) -> dict[str, str]:
    named = {f"CONTACTCENTER_{name}": value for name, value in values.items()}
    return {"CONTACTCENTER_DATA_DIRECTORY": str(tmp_path), **named}


def test_nothing_set_means_sqlite_on_this_machine(tmp_path: Path) -> None:
    settings = load(settings_of(tmp_path))
    assert settings.is_sqlite
    assert settings.sqlite_path == tmp_path / "contactcenter.db"
    assert settings.public_base_url == "http://127.0.0.1:8080"
    assert settings.default_language == "zh-Hant"


def test_the_generated_secret_is_kept_and_private(tmp_path: Path) -> None:
    first, second = load(settings_of(tmp_path)), load(settings_of(tmp_path))
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) >= 48
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_a_given_secret_is_used_and_no_file_is_made(tmp_path: Path) -> None:
    assert load(settings_of(tmp_path, SECRET_KEY="given")).secret_key == "given"
    assert not (tmp_path / "secret_key").exists()


def test_a_plain_postgresql_url_is_understood(tmp_path: Path) -> None:
    settings = load(settings_of(tmp_path, DATABASE_URL="postgresql://u:p@db/cc"))
    assert settings.database_url == "postgresql+asyncpg://u:p@db/cc"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"),
        ("PORT", "70000"),
        ("DATABASE_URL", "mysql://db"),
        ("DATABASE_URL", "sqlite+aiosqlite:///:memory:"),
        ("DATABASE_URL", "contactcenter.db"),
        ("REDIS_URL", "localhost:6379"),
        ("MEDIA_URL", "/srv/media"),
        ("PUBLIC_BASE_URL", "line.example.org"),
        ("TIMEZONE", "Hong Kong"),
        ("TIMEZONE", "../etc/passwd"),
        ("DEFAULT_LANGUAGE", "zh-TW"),
        ("TWILIO_API_BASE", "localhost"),
        ("TWILIO_ACCOUNT_SID", "XX123"),
        ("TRUSTED_PROXIES", "proxy.example"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(ConfigurationError, match=f"CONTACTCENTER_{name}"):
        load(settings_of(tmp_path, **{name: value}))


def test_an_empty_setting_counts_as_not_set(tmp_path: Path) -> None:
    """As in files where each setting has its line, filled in or not."""
    names = ("PORT", "HOST", "TIMEZONE", "DEFAULT_LANGUAGE", "DATABASE_URL", "MEDIA_URL", "SECRET_KEY")
    assert load(settings_of(tmp_path, **dict.fromkeys(names, " "))) == load(settings_of(tmp_path))


def test_names_that_are_no_settings_are_remembered_for_the_doctor(tmp_path: Path) -> None:
    assert load(settings_of(tmp_path, REDIS_ULR="redis://h")).unknown_names == ("REDIS_ULR",)
    assert load(settings_of(tmp_path, REDIS_URL="redis://h")).unknown_names == ()


def test_trusted_proxies_are_addresses_and_networks(tmp_path: Path) -> None:
    found = load(settings_of(tmp_path, TRUSTED_PROXIES="10.0.0.5, 172.16.0.0/12,fd00::/8")).trusted_proxies
    assert [str(network) for network in found] == ["10.0.0.5/32", "172.16.0.0/12", "fd00::/8"]


def test_half_a_carrier_account_is_refused_by_the_name_of_the_missing_half(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="CONTACTCENTER_TWILIO_AUTH_TOKEN is missing"):
        load(settings_of(tmp_path, TWILIO_ACCOUNT_SID="AC" + "0" * 32))
