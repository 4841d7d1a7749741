"""An authority of our own, real tokens (SoftHSM2) with keys it vouches for, and who signs with them."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from threading import Thread

import pkcs11
from asn1crypto import tsp
from asn1crypto import x509 as asn1
from asn1crypto.keys import PrivateKeyInfo
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from pyhanko.sign.pkcs11 import PKCS11Signer
from pyhanko.sign.timestamps import DummyTimeStamper

from motcua.adapters import signing_specimens as specimens
from motcua.domain.papers.queries import typesetting
from motcua.domain.signatures import actions
from motcua.domain.signatures.actions import NewKey
from motcua.domain.signatures.gateways import Place
from motcua.domain.signatures.models import Key
from motcua.domain.signatures.rules.preparing import Box, prepared
from motcua.kernel.actors import System
from tests.surroundings import HOME

LIBRARY = Path("/usr/lib/softhsm/libsofthsm2.so")
PIN, WRONG_PIN = "482913", "000000"
NOW = datetime.now(UTC)
"""Certificates live in the real world."""
YESTERDAY = NOW - timedelta(days=1)
ADMINISTRATOR = System("keys")
_tokens = count(1)


@dataclass(frozen=True)
class InToken:
    """A key in a token, and the certificate that goes with it."""

    place: Place
    certificate: x509.Certificate

    @property
    def pem(self) -> bytes:
        """The certificate as an administrator hands it in."""
        return self.certificate.public_bytes(serialization.Encoding.PEM)


@cache
def authority() -> specimens.Root:
    """The one whom everybody trusts."""
    return specimens.root("Tổ chức chứng thực trình diễn", since=YESTERDAY)


@cache
def library() -> pkcs11.lib:
    """SoftHSM2, with its tokens in a folder of this worker's own."""
    folder = HOME / "tokens"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    conf = HOME / "softhsm2.conf"
    conf.write_text(f"directories.tokendir = {folder}\nobjectstore.backend = file\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(conf)
    return pkcs11.lib(str(LIBRARY))


def in_a_token(
    name: str,
    *,
    by: specimens.Root | None = None,
    since: datetime = YESTERDAY,
    until: datetime | None = None,
    signs: bool = True,
) -> InToken:
    """A new token with a key that this authority vouches for."""
    label = f"token-{next(_tokens)}"
    used = library()
    subprocess.run(
        ["softhsm2-util", "--init-token", "--free", "--label", label, "--so-pin", "4711", "--pin", PIN],
        check=True,
        capture_output=True,
    )
    used.reinitialize()
    with used.get_token(token_label=label).open(user_pin=PIN, rw=True) as session:
        issued = specimens.made_in_token(session, "key", name, by or authority(), since=since, until=until, signs=signs)
    return InToken(Place(label, "key"), issued)


def everybody_trusts() -> None:
    """Trust the authority, with its list of nobody revoked."""
    actions.trust(authority().pem, by=ADMINISTRATOR, now=NOW)
    actions.take_revocations(authority().revocations(at=YESTERDAY), by=ADMINISTRATOR, now=NOW)


def a_key(token: InToken, *, account_id: int | None = None, agency_id: int | None = None) -> Key:
    """Whoever it is signs with this token from now on."""
    new = NewKey("pkcs11", token.place, token.pem, account_id=account_id, agency_id=agency_id)
    return actions.add_key(new, by=ADMINISTRATOR, now=NOW)


def left_by_time(key: Key, token: InToken) -> Key:
    """The key lies in this token now, with a certificate that was good once: what became of it since is in it."""
    tbs = asn1.Certificate.load(token.certificate.public_bytes(serialization.Encoding.DER))
    key.certificate, key.valid_from, key.valid_to = tbs.dump(), tbs.not_valid_before, tbs.not_valid_after
    key.token, key.label = token.place.token, token.place.label
    key.save()
    return key


def revoke(*tokens: InToken) -> None:
    """The authority took these certificates back, and everybody has its newest list."""
    newer = authority().revocations(
        *[token.certificate for token in tokens], at=NOW - timedelta(hours=1), lasting=timedelta(days=2000)
    )
    actions.take_revocations(newer, by=ADMINISTRATOR, now=NOW)


@contextmanager
def pulled_out(after: int) -> Iterator[None]:
    """The token is pulled out once it has made so many signatures: every session with it is dead from then on."""
    made = count(1)
    whole = PKCS11Signer.async_sign_raw

    async def until_then(self: PKCS11Signer, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        if not dry_run and next(made) > after:
            self.pkcs11_session.close()
        signature: bytes = await whole(self, data, digest_algorithm, dry_run)
        return signature

    PKCS11Signer.async_sign_raw = until_then
    try:
        yield
    finally:
        PKCS11Signer.async_sign_raw = whole


SIGNED_AT, SEALED_AT = Box(0, 330, 140, 470, 200), Box(0, 270, 120, 372, 222)
NUMBERED_AT, DATED_AT = Box(0, 120, 700, 170, 716), Box(0, 380, 700, 400, 716)
BOXES = {"ky": SIGNED_AT, "dau": SEALED_AT, "so": NUMBERED_AT, "ngay": DATED_AT}
SOURCE = """
#set page(paper: "a4")
#set text(font: "Tinos", lang: "vi", size: 13pt)
#set document(title: "Công văn", author: "Sở")
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
"""


def a_letter() -> bytes:
    """A PDF/A as it is typeset, with its fields, and nobody's signature."""
    return prepared(typesetting.pdf(SOURCE, {}, at=NOW), BOXES)


def written(text: str, box: Box) -> tuple[str, bytes]:
    """A text and its drawing, for a field that is filled between the signatures."""
    width, height = box.size
    source = (
        f'#set page(width: {width}pt, height: {height}pt, margin: 0pt, fill: none)\n#set text(font: "Tinos")\n{text}'
    )
    return text, typesetting.pdf(source, {}, at=NOW)


@contextmanager
def serving_time() -> Iterator[str]:
    """A time-stamp authority over HTTP (RFC 3161), vouched for by the one everybody trusts; its address."""
    key = rsa.generate_private_key(65537, 2048)
    issued = authority().issue("Dấu thời gian trình diễn", key.public_key(), since=YESTERDAY, stamps=True)
    der, plain = serialization.Encoding.DER, serialization.NoEncryption()
    kept = PrivateKeyInfo.load(key.private_bytes(der, serialization.PrivateFormat.PKCS8, plain))
    stamper = DummyTimeStamper(asn1.Certificate.load(issued.public_bytes(der)), kept)

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
            answer = stamper.request_tsa_response(asked).dump()
            self.send_response(HTTPStatus.OK)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *words: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
