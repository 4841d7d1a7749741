"""Tokens that are there, and an authority that is trusted."""

from __future__ import annotations

from typing import Any

import pytest

from motcua.domain.agencies.models import Agency
from motcua.domain.signatures.models import Key
from tests.build import people, signing

OFFICE = "SỞ THÔNG TIN VÀ TRUYỀN THÔNG"


@pytest.fixture
def tokens(settings: Any, db: None) -> None:
    """SoftHSM2 is the token of this installation, and the authority of the tests is trusted."""
    settings.MOTCUA_PKCS11 = str(signing.LIBRARY)
    signing.library()
    signing.everybody_trusts()


@pytest.fixture
def person(tokens: None) -> Key:
    """The key of a deputy director."""
    somebody = people.an_official("Nguyễn Văn Phó", Agency.objects.get(code="H10.12"), "leader")
    return signing.a_key(signing.in_a_token("Nguyễn Văn Phó"), account_id=somebody.account.pk)


@pytest.fixture
def agency(tokens: None) -> Key:
    """The seal of a department."""
    owner = Agency.objects.get(code="H10.12")
    return signing.a_key(signing.in_a_token(OFFICE), agency_id=owner.pk)
