"""What the environment says, read once and typed; every variable is listed in `.env.example`.

A missing or malformed value stops the program with a sentence, never with a traceback later.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from urllib.parse import urlsplit

from motcua.kernel.errors import Malformed

CHECKOUT = Path(__file__).resolve().parents[3]
YES = {"1", "true", "yes", "on"}
NO = {"", "0", "false", "no", "off"}


@dataclass(frozen=True)
class Env:
    """The program's surroundings."""

    home: Path
    database_url: str | None
    database_owner_url: str | None
    as_owner: bool
    production: bool
    hosts: tuple[str, ...]
    public_url: str
    secret_key: str | None
    data_keys: tuple[str, ...]
    index_key: str | None
    sealed_keys: tuple[str, ...]
    smtp_url: str | None
    mail_from: str
    sms_url: str | None
    sms_secret: str
    sms_quiet: tuple[time, time]
    journal_origin: str
    media_hosts: tuple[str, ...]
    mail_address: str
    zalo_app: str
    zalo_secret: str
    zalo_token: str
    zalo_window: tuple[int, int]
    live: str
    telephony: str
    ari_url: str
    ari_user: str
    ari_secret: str
    sip_listen: str
    sip_phones: Mapping[str, str]
    map_tiles: str
    map_credit: str
    pkcs11: str
    tsa_url: str

    @property
    def embedded(self) -> bool:
        """Whether the program brings its own PostgreSQL."""
        return self.database_url is None


def read(source: Mapping[str, str] | None = None) -> Env:
    """The environment as a value.

    Raises:
        Malformed: a sentence naming the variable and what it should hold.
    """
    raw = os.environ if source is None else source
    env = Env(
        home=Path(raw.get("MOTCUA_HOME") or CHECKOUT / "var").expanduser().absolute(),
        database_url=_database(raw, "MOTCUA_DATABASE_URL"),
        database_owner_url=_database(raw, "MOTCUA_DATABASE_OWNER_URL"),
        as_owner=_flag(raw, "MOTCUA_AS_OWNER"),
        production=_flag(raw, "MOTCUA_PRODUCTION"),
        hosts=tuple(raw.get("MOTCUA_HOSTS", "localhost 127.0.0.1 [::1]").split()),
        public_url=_address(raw, "MOTCUA_PUBLIC_URL", "http://localhost:8000"),
        secret_key=raw.get("MOTCUA_SECRET_KEY") or None,
        data_keys=tuple(raw.get("MOTCUA_DATA_KEYS", "").split()),
        index_key=raw.get("MOTCUA_INDEX_KEY") or None,
        sealed_keys=tuple(raw.get("MOTCUA_SEALED_KEYS", "").split()),
        smtp_url=raw.get("MOTCUA_SMTP_URL") or None,
        mail_from=raw.get("MOTCUA_MAIL_FROM", "khong-tra-loi@motcua.local"),
        sms_url=raw.get("MOTCUA_SMS_URL") or None,
        sms_secret=raw.get("MOTCUA_SMS_SECRET", ""),
        sms_quiet=_hours(raw, "MOTCUA_SMS_QUIET", "21:00-07:00"),
        journal_origin=raw.get("MOTCUA_JOURNAL_ORIGIN", "motcua.local/journal"),
        media_hosts=tuple(raw.get("MOTCUA_MEDIA_HOSTS", "").lower().split()),
        mail_address=raw.get("MOTCUA_MAIL_ADDRESS") or "tiep-nhan@motcua.local",
        zalo_app=raw.get("MOTCUA_ZALO_APP", ""),
        zalo_secret=raw.get("MOTCUA_ZALO_SECRET", ""),
        zalo_token=raw.get("MOTCUA_ZALO_TOKEN", ""),
        zalo_window=_two_numbers(raw, "MOTCUA_ZALO_WINDOW", "48 8"),
        live=_live(raw),
        telephony=_telephony(raw),
        ari_url=raw.get("MOTCUA_ARI_URL", "http://127.0.0.1:8088/ari"),
        ari_user=raw.get("MOTCUA_ARI_USER", "motcua"),
        ari_secret=raw.get("MOTCUA_ARI_SECRET", ""),
        sip_listen=raw.get("MOTCUA_SIP_LISTEN", "127.0.0.1:5060"),
        sip_phones=_phones(raw),
        map_tiles=_tiles(raw),
        map_credit=raw.get("MOTCUA_MAP_CREDIT", ""),
        pkcs11=raw.get("MOTCUA_PKCS11", ""),
        tsa_url=raw.get("MOTCUA_TSA_URL", ""),
    )
    if env.production:
        _fit_for_production(env)
    return env


def _fit_for_production(env: Env) -> None:
    """Refuse what is fine on a desk and dangerous in a province."""
    if env.embedded:
        raise Malformed(
            "MOTCUA_PRODUCTION=1 needs a PostgreSQL server of its own: set MOTCUA_DATABASE_URL "
            "(the embedded database is for development and demonstrations)."
        )
    for name, value in (
        ("MOTCUA_SECRET_KEY", env.secret_key),
        ("MOTCUA_DATA_KEYS", env.data_keys),
        ("MOTCUA_INDEX_KEY", env.index_key),
        ("MOTCUA_SEALED_KEYS", env.sealed_keys),
    ):
        if not value:
            raise Malformed(f"MOTCUA_PRODUCTION=1 needs {name}: the key made for a demo must not guard real people.")
    if env.sms_url and (not env.sms_secret or not env.sms_url.startswith("https://")):
        raise Malformed(
            "MOTCUA_SMS_URL needs MOTCUA_SMS_SECRET in production, and an address that begins with https://."
        )
    if not env.public_url.startswith("https://"):
        raise Malformed("MOTCUA_PRODUCTION=1 needs MOTCUA_PUBLIC_URL to begin with https://.")


def _flag(raw: Mapping[str, str], name: str) -> bool:
    value = raw.get(name, "").strip().lower()
    if value in YES:
        return True
    if value in NO:
        return False
    raise Malformed(f"{name} is {value!r}; it should be 1 or 0.")


def _telephony(raw: Mapping[str, str]) -> str:
    value = raw.get("MOTCUA_TELEPHONY") or "simulated"
    if value not in {"simulated", "asterisk", "sip"}:
        raise Malformed(f"MOTCUA_TELEPHONY is {value!r}; it should be simulated, asterisk or sip.")
    return value


def _live(raw: Mapping[str, str]) -> str:
    value = raw.get("MOTCUA_LIVE", "").strip()
    by_port = value.startswith(":") and value[1:].isdigit() and 0 < int(value[1:]) < 65_536
    if value and value != "/" and not by_port:
        raise Malformed(
            f"MOTCUA_LIVE is {value!r}; it should be / (a proxy hands /truc-tiep/ to `motcua listen live`) "
            "or a port of the same host such as :8001."
        )
    return value


def _phones(raw: Mapping[str, str]) -> dict[str, str]:
    pairs = [each.partition("=") for each in raw.get("MOTCUA_SIP_PHONES", "").split()]
    if any(not extension or not where for extension, _is, where in pairs):
        raise Malformed("MOTCUA_SIP_PHONES should name telephones as extension=host:port, with spaces between them.")
    return {extension: where for extension, _is, where in pairs}


def _tiles(raw: Mapping[str, str]) -> str:
    value = raw.get("MOTCUA_MAP_TILES", "")
    if value and not (urlsplit(value).scheme in {"http", "https"} and all(f"{{{name}}}" in value for name in "zxy")):
        shape = "https://tiles.example.vn/{z}/{x}/{y}.png"
        raise Malformed(f"MOTCUA_MAP_TILES is {value!r}; it should be an address such as {shape}.")
    return value


def _database(raw: Mapping[str, str], name: str) -> str | None:
    value = raw.get(name) or None
    if value is not None and urlsplit(value).scheme not in {"postgres", "postgresql"}:
        raise Malformed(f"{name} should begin with postgresql:// (only PostgreSQL is supported).")
    return value


def _address(raw: Mapping[str, str], name: str, default: str) -> str:
    value = raw.get(name) or default
    if urlsplit(value).scheme not in {"http", "https"} or not urlsplit(value).netloc:
        raise Malformed(f"{name} is {value!r}; it should be an address such as https://dichvucong.example.vn.")
    return value.rstrip("/")


def _hours(raw: Mapping[str, str], name: str, default: str) -> tuple[time, time]:
    value = raw.get(name) or default
    begins, _dash, ends = value.partition("-")
    try:
        return time.fromisoformat(begins.strip()), time.fromisoformat(ends.strip())
    except ValueError:
        raise Malformed(f"{name} is {value!r}; it should be hours such as 21:00-07:00.") from None


def _two_numbers(raw: Mapping[str, str], name: str, default: str) -> tuple[int, int]:
    value = raw.get(name) or default
    parts = value.split()
    if len(parts) != 2 or not all(part.isdigit() for part in parts):
        raise Malformed(f"{name} is {value!r}; it should be two whole numbers such as 48 8.")
    return int(parts[0]), int(parts[1])
