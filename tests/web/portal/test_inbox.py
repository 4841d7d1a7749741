"""Messages to the person."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from motcua.domain.dossiers import actions
from motcua.domain.dossiers.states import Event
from motcua.domain.notices.models import Message
from motcua.kernel.actors import Citizen
from tests.build import dossiers as build
from tests.build import people
from tests.web.portal.pages import text_of

SignedIn = Callable[[Citizen], Client]


@pytest.fixture
def message(an: Citizen) -> Message:
    dossier = build.a_dossier(an)
    told = actions.tell(dossier.pk, Event.SUBMITTED, by=people.NURSE, now=build.MONDAY)
    assert told is not None
    return told


def test_a_message_is_unread_until_it_is_opened(signed_in: SignedIn, an: Citizen, message: Message) -> None:
    client = signed_in(an)
    assert "Chưa đọc" in text_of(client.get("/thong-bao/"))
    assert "1 thông báo chưa đọc" in text_of(client.get("/"))
    shown = text_of(client.get(f"/thong-bao/{message.pk}/"))
    assert message.subject in shown
    assert f'href="/ho-so/{message.matter_id}/"' in shown
    message.refresh_from_db()
    assert message.read_at is not None
    assert "Chưa đọc" not in text_of(client.get("/thong-bao/"))


def test_a_strangers_message_does_not_exist(signed_in: SignedIn, message: Message) -> None:
    stranger = signed_in(people.a_stranger())
    assert stranger.get(f"/thong-bao/{message.pk}/").status_code == 404
    assert message.subject not in text_of(stranger.get("/thong-bao/"))
    message.refresh_from_db()
    assert message.read_at is None
