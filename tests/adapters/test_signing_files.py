"""A demonstration signs with files under a root of its own, with its own time stamp, where nobody has a token."""

from __future__ import annotations

from pathlib import Path

import pytest

from motcua.adapters.signing_files import equip
from motcua.domain.agencies.models import Agency
from motcua.domain.signatures import actions, queries
from motcua.domain.signatures.actions import NewKey
from motcua.domain.signatures.gateways import Place
from motcua.domain.signatures.models import Key
from motcua.kernel.errors import Refused
from tests.build import signing
from tests.build.signing import ADMINISTRATOR, NOW, PIN, WRONG_PIN, YESTERDAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def seal() -> Key:
    root, revoked, [made] = equip({"so-tttt": "SỞ THÔNG TIN VÀ TRUYỀN THÔNG"}, PIN, at=YESTERDAY)
    actions.trust(root, by=ADMINISTRATOR, now=NOW)
    actions.take_revocations(revoked, by=ADMINISTRATOR, now=NOW)
    office = Agency.objects.get(code="H10.12")
    new = NewKey("files", Place(made.file, "key"), made.certificate, agency_id=office.pk)
    return actions.add_key(new, by=ADMINISTRATOR, now=NOW)


def test_it_signs_and_stamps_the_time(seal: Key) -> None:
    with actions.pen(seal, PIN, by=ADMINISTRATOR, now=NOW) as pen:
        whole = pen.sign(signing.a_letter(), "dau", signing.SEALED_AT)
    (seen,) = queries.examined(whole).signatures
    assert (seen.signer, seen.stamped, seen.holds) == ("SỞ THÔNG TIN VÀ TRUYỀN THÔNG", True, True)


@pytest.mark.parametrize("pin", [WRONG_PIN, ""])
def test_a_wrong_pin_opens_nothing(seal: Key, pin: str) -> None:
    with pytest.raises(Refused, match="wrong_pin"), actions.pen(seal, pin, by=ADMINISTRATOR, now=NOW):
        pass


def test_a_file_that_is_not_there_is_a_token_that_is_not_there(seal: Key, settings: object) -> None:
    for file in (Path(settings.MOTCUA_HOME) / "demo-keys").iterdir():  # type: ignore[attr-defined]  # pytest-django's
        file.unlink()
    with pytest.raises(Refused, match="token_missing"), actions.pen(seal, PIN, by=ADMINISTRATOR, now=NOW):
        pass
