"""The provider's receipts: believed when signed, once; a forgery changes nothing."""

from __future__ import annotations

import hmac
import json
from hashlib import sha256
from typing import Any

import pytest
from django.test import Client

from motcua.domain.notices import actions
from motcua.domain.notices.models import Text
from motcua.domain.notices.states import Delivery
from motcua.kernel.actors import System
from tests.build import people
from tests.build.dossiers import MONDAY

pytestmark = pytest.mark.django_db
ADDRESS, KEY = "/api/v1/sms/receipts", "shared-key"
DELIVERED = {"id": "p-1", "status": "delivered"}


@pytest.fixture(autouse=True)
def text(settings: Any) -> Text:
    settings.MOTCUA_SMS_SECRET = KEY
    settings.MOTCUA_SMS_GATEWAY = "motcua.adapters.sms_simulated.SimulatedGateway"
    message = actions.tell(people.an().account_id, "e", "T", "N", by=System("x"), now=MONDAY, short="Tin")
    assert message is not None
    return actions.text_sent(Text.objects.get(message=message).pk, "p-1", by=System("x"), now=MONDAY)


def reported(body: bytes, key: str = KEY) -> Any:
    signature = hmac.new(key.encode(), body, sha256).hexdigest()
    return Client().post(ADDRESS, body, content_type="application/json", headers={"X-Signature": signature})


@pytest.mark.parametrize("status", ["delivered", "undelivered"])
def test_a_signed_receipt_is_kept_however_often_it_comes(text: Text, status: str) -> None:
    for _ in range(3):
        assert reported(json.dumps({"id": "p-1", "status": status}).encode()).status_code == 204
    text.refresh_from_db()
    assert text.state == status


def test_a_forged_receipt_changes_nothing(text: Text) -> None:
    body = json.dumps(DELIVERED).encode()
    for answer in (reported(body, "another key"), Client().post(ADDRESS, body, content_type="application/json")):
        assert answer.status_code == 401
        assert answer["Content-Type"] == "application/problem+json"
    text.refresh_from_db()
    assert text.state == Delivery.SENT


def test_with_no_key_of_our_own_nobody_is_believed(settings: Any, text: Text) -> None:
    settings.MOTCUA_SMS_SECRET = ""
    assert reported(json.dumps(DELIVERED).encode(), "").status_code == 401


def test_a_receipt_that_overtakes_us_is_to_be_sent_again(text: Text) -> None:
    answer = reported(json.dumps({**DELIVERED, "id": "p-2"}).encode())
    assert answer.status_code == 404


@pytest.mark.parametrize("body", [b"{}", b"[]", b"not json", b'{"id": 1, "status": "lost"}'])
def test_what_is_not_as_described_is_said(body: bytes) -> None:
    answer = reported(body)
    assert answer.status_code in {400, 422}
    assert answer.json()["status"] == answer.status_code
