"""The webhook of the official account: opened by Zalo's signature alone."""

from __future__ import annotations

import pytest
from django.test import Client

from motcua.domain.channels.models import Conversation
from tests.domain.channels.test_take_zalo import FIRST, SECOND, account, an_event, sign

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("account")]
__all__ = ["account"]


def post(body: bytes, signature: str) -> int:
    headers = {"X-ZEvent-Signature": signature}
    strict = Client(enforce_csrf_checks=True)
    return strict.post("/api/v1/zalo/webhook", body, content_type="application/json", headers=headers).status_code


def test_only_what_zalo_signed_is_taken_in() -> None:
    assert post(FIRST, "") == 403
    assert post(FIRST, sign(FIRST, "khac")) == 403
    assert post(FIRST, sign(SECOND)) == 403
    assert not Conversation.objects.exists()
    assert post(FIRST, sign(FIRST)) == 200
    assert post(FIRST, sign(FIRST)) == 200
    assert Conversation.objects.count() == 1
    wrong = an_event(1, {"msg_id": "x"}, "user_send_text", sender=None)
    assert post(wrong, sign(wrong)) == 400


def test_it_is_an_address_to_post_to() -> None:
    assert Client().get("/api/v1/zalo/webhook").status_code == 405
