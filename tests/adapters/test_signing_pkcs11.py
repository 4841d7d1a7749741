"""A token behind PKCS#11 is found however late it came."""

from __future__ import annotations

import subprocess

import pytest

from motcua.adapters import signing_pkcs11
from motcua.domain.signatures.gateways import Place
from motcua.kernel.errors import Refused
from tests.build import signing
from tests.build.signing import PIN


@pytest.fixture(autouse=True)
def softhsm(settings: object) -> None:
    signing.library()
    settings.MOTCUA_PKCS11 = str(signing.LIBRARY)  # type: ignore[attr-defined]  # pytest-django's


def _without_telling_the_library(label: str) -> None:
    words = ["softhsm2-util", "--init-token", "--free", "--label", label, "--so-pin", "4711", "--pin", PIN]
    subprocess.run(words, check=True, capture_output=True)


def test_a_token_that_was_plugged_in_after_the_library_was_loaded_is_found() -> None:
    signing.library().get_slots()
    _without_telling_the_library("plugged-in-late")
    with signing_pkcs11.Token().open(Place("plugged-in-late", "key"), PIN, ()) as signer:
        assert signer.pkcs11_session.token.label == "plugged-in-late"  # type: ignore[attr-defined]  # a PKCS11Signer


def test_looking_for_one_that_is_missing_does_not_close_what_is_open() -> None:
    held = signing.in_a_token("Mai Thị Ký")
    tokens = signing_pkcs11.Token()
    with tokens.open(held.place, PIN, ()) as signer:
        with pytest.raises(Refused, match="token_missing"), tokens.open(Place("nobody-has-it", "key"), PIN, ()):
            pass
        assert signer.pkcs11_session.token.label == held.place.token  # type: ignore[attr-defined]  # a PKCS11Signer
        assert signer.signing_cert is not None


def test_a_token_of_another_name_is_missing_and_so_is_none() -> None:
    with pytest.raises(Refused, match="token_missing"), signing_pkcs11.Token().open(Place("", "key"), PIN, ()):
        pass
