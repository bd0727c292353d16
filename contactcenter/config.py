"""Settings of the person who deploys: environment variables with the prefix CONTACTCENTER_, read once at the start."""

import ipaddress
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

PREFIX = "CONTACTCENTER_"
LANGUAGES = ("zh-Hant", "zh-Hans", "en")

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class ConfigurationError(Exception):
    """A setting is missing or malformed; the message names it and says what to do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, checked. URLs are kept as text; `data_directory` holds everything a single machine keeps."""

    data_directory: Path
    host: str = "127.0.0.1"
    port: int = 8080
    database_url: str = ""
    redis_url: str = ""
    media_url: str = ""
    public_base_url: str = ""
    secret_key: str = ""
    secret_key_is_generated: bool = False
    timezone: str = "Asia/Hong_Kong"
    default_language: str = "zh-Hant"
    twilio_account_sid: str = ""
    twilio_auth_token: str = ""
    twilio_api_base: str = ""
    twilio_api_key_sid: str = ""
    twilio_api_key_secret: str = ""
    twilio_twiml_app_sid: str = ""
    # Where agents' browsers sign in at a simulated carrier; a real one is known to its own library.
    softphone_url: str = ""
    smtp_url: str = ""
    email_webhook_token: str = ""
    metrics_token: str = ""
    # What makes vectors of articles and questions: a service (https://host#model), a file of word vectors, or nothing.
    embeddings: str = ""
    trusted_proxies: tuple[Network, ...] = ()
    demo: bool = False
    unknown_names: tuple[str, ...] = ()

    @property
    def is_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")

    @property
    def sqlite_path(self) -> Path:
        """The database file; only meaningful where `is_sqlite`."""
        return Path(urlsplit(self.database_url).path.removeprefix("/"))

    @property
    def has_carrier(self) -> bool:
        return bool(self.twilio_account_sid and self.twilio_auth_token)


# What a deployer may set, each with the prefix.
NAMES = frozenset(field.name.upper() for field in fields(Settings)) - {
    "SECRET_KEY_IS_GENERATED",
    "DEMO",
    "UNKNOWN_NAMES",
}


def load(environment: Mapping[str, str] | None = None, *, demo: bool = False) -> Settings:
    """Read and check the settings; raises `ConfigurationError` naming the first wrong one."""
    values = _own_values(os.environ if environment is None else environment)
    data_directory = Path(values.get("DATA_DIRECTORY", "data")).absolute()
    host = values.get("HOST", "127.0.0.1")
    port = _port(values.get("PORT", "8080"))
    secret_key = values.get("SECRET_KEY", "")
    return Settings(
        data_directory=data_directory,
        host=host,
        port=port,
        database_url=_database_url(values.get("DATABASE_URL", ""), data_directory),
        redis_url=_url("REDIS_URL", values.get("REDIS_URL", ""), ("redis", "rediss", "unix")),
        media_url=_url("MEDIA_URL", values.get("MEDIA_URL", ""), ("file", "s3")) or (data_directory / "media").as_uri(),
        public_base_url=_url("PUBLIC_BASE_URL", values.get("PUBLIC_BASE_URL", ""), ("http", "https")).rstrip("/")
        or f"http://{'127.0.0.1' if host in ('0.0.0.0', '::') else host}:{port}",
        secret_key=secret_key or _kept_secret(data_directory),
        secret_key_is_generated=not secret_key,
        timezone=_timezone(values.get("TIMEZONE", "Asia/Hong_Kong")),
        default_language=_one_of("DEFAULT_LANGUAGE", values.get("DEFAULT_LANGUAGE", "zh-Hant"), LANGUAGES),
        twilio_api_base=_url("TWILIO_API_BASE", values.get("TWILIO_API_BASE", ""), ("http", "https")).rstrip("/"),
        softphone_url=_softphone_url(values.get("SOFTPHONE_URL", "")),
        smtp_url=_url("SMTP_URL", values.get("SMTP_URL", ""), ("smtp", "smtps")),
        email_webhook_token=values.get("EMAIL_WEBHOOK_TOKEN", ""),
        metrics_token=values.get("METRICS_TOKEN", ""),
        embeddings=_embeddings(values.get("EMBEDDINGS", "")),
        trusted_proxies=_networks("TRUSTED_PROXIES", values.get("TRUSTED_PROXIES", "")),
        demo=demo,
        unknown_names=tuple(sorted(values.keys() - NAMES)),
        **_twilio_account(values),
        **_twilio_device_key(values),
    )


def _own_values(environment: Mapping[str, str]) -> dict[str, str]:
    """Ours, by name without the prefix. An empty one counts as not set, as people write them in files."""
    return {
        name.removeprefix(PREFIX): value.strip()
        for name, value in environment.items()
        if name.startswith(PREFIX) and value.strip()
    }


def _twilio_account(values: Mapping[str, str]) -> dict[str, str]:
    sid, token = values.get("TWILIO_ACCOUNT_SID", ""), values.get("TWILIO_AUTH_TOKEN", "")
    if sid and not (sid.startswith("AC") and len(sid) == 34):
        raise ConfigurationError(f"{PREFIX}TWILIO_ACCOUNT_SID must be AC followed by 32 characters; copy it again.")
    if bool(sid) != bool(token):
        missing = "TWILIO_AUTH_TOKEN" if sid else "TWILIO_ACCOUNT_SID"
        raise ConfigurationError(f"{PREFIX}{missing} is missing; set both the account SID and the auth token.")
    return {"twilio_account_sid": sid, "twilio_auth_token": token}


def _twilio_device_key(values: Mapping[str, str]) -> dict[str, str]:
    """The key with which agents' browsers become telephones; calls work without it, on desk phones."""
    sid, secret = values.get("TWILIO_API_KEY_SID", ""), values.get("TWILIO_API_KEY_SECRET", "")
    if bool(sid) != bool(secret):
        missing = "TWILIO_API_KEY_SECRET" if sid else "TWILIO_API_KEY_SID"
        raise ConfigurationError(f"{PREFIX}{missing} is missing; set both the SID and the secret of the API key.")
    application = values.get("TWILIO_TWIML_APP_SID", "")
    return {"twilio_api_key_sid": sid, "twilio_api_key_secret": secret, "twilio_twiml_app_sid": application}


def _port(value: str) -> int:
    if not value.isdigit() or not 0 <= int(value) <= 65535:
        raise ConfigurationError(f"{PREFIX}PORT must be a number from 0 to 65535, not {value!r}.")
    return int(value)


def _url(name: str, value: str, schemes: tuple[str, ...]) -> str:
    if value and urlsplit(value).scheme not in schemes:
        raise ConfigurationError(f"{PREFIX}{name} must begin with {' or '.join(f'{s}://' for s in schemes)}.")
    return value


def _softphone_url(value: str) -> str:
    # A path is one of this very server.
    return value if value.startswith("/") else _url("SOFTPHONE_URL", value, ("http", "https", "ws", "wss"))


def _embeddings(value: str) -> str:
    if not value:
        return ""
    if "://" in value:
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname or not parts.fragment:
            raise ConfigurationError(
                f"{PREFIX}EMBEDDINGS must be https://host#model, with a key https://:key@host#model, or a file's path."
            )
    elif not Path(value).is_file():
        raise ConfigurationError(f"{PREFIX}EMBEDDINGS: there is no file {value}; leave the setting empty for none.")
    return value


def _networks(name: str, value: str) -> tuple[Network, ...]:
    try:
        return tuple(ipaddress.ip_network(each.strip(), strict=False) for each in value.split(",") if each.strip())
    except ValueError as error:
        raise ConfigurationError(
            f"{PREFIX}{name} must be addresses or networks with commas between, such as 10.0.0.5,172.16.0.0/12."
        ) from error


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise ConfigurationError(f"{PREFIX}{name} must be one of {', '.join(allowed)}, not {value!r}.")
    return value


def _timezone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ConfigurationError(f"{PREFIX}TIMEZONE {value!r} is not a known time zone such as Asia/Taipei.") from error
    return value


def _database_url(value: str, data_directory: Path) -> str:
    if not value:
        return f"sqlite+aiosqlite:///{data_directory / 'contactcenter.db'}"
    scheme = value.split("://", 1)[0]
    known = {"sqlite": "sqlite+aiosqlite", "postgres": "postgresql+asyncpg", "postgresql": "postgresql+asyncpg"}
    scheme_in_use = known.get(scheme, scheme)
    if scheme_in_use not in known.values() or "://" not in value:
        raise ConfigurationError(
            f"{PREFIX}DATABASE_URL must begin with postgresql+asyncpg:// or sqlite+aiosqlite:///; empty means SQLite."
        )
    if scheme_in_use == "sqlite+aiosqlite" and ":memory:" in value:
        raise ConfigurationError(f"{PREFIX}DATABASE_URL must name a file: an in-memory database loses everything.")
    return f"{scheme_in_use}://{value.split('://', 1)[1]}"


def _kept_secret(data_directory: Path) -> str:
    """The generated key of this machine, made on the first start; a second node must be given the same one."""
    path = data_directory / "secret_key"
    if not path.exists():
        keep_secret(data_directory, secrets.token_urlsafe(48))
    return path.read_text().strip()


def keep_secret(data_directory: Path, secret: str) -> None:
    """Keep this as the machine's generated key; what stood there is replaced at once."""
    data_directory.mkdir(parents=True, exist_ok=True)
    new = data_directory / "secret_key.new"
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secret)
    new.replace(data_directory / "secret_key")
