"""A dossier's form without network: the whole form for everybody, and its way into the draft of who signs in."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from motcua.domain.dossiers import queries
from motcua.domain.dossiers.models import Draft
from motcua.kernel.actors import Citizen
from tests.build.envelopes import a_key, sealed

SignedIn = Callable[[Citizen], Client]
BIRTH = "1.001193"
SAID = {"procedure": BIRTH, "typed": {"be": {"child_name": ["Điểu Minh Khôi"]}}}


def deliver(client: Client, key: str, said: Any = SAID, **more: Any) -> Any:
    body = {"sealed": base64.b64encode(sealed(key, said)).decode(), "ago": 3600, **more}
    return client.post(reverse("portal:app_deliver", args=[key]), json.dumps(body), content_type="application/json")


def test_the_list_names_the_forms_and_each_is_whole_for_everybody(client: Client) -> None:
    listed = client.get("/ung-dung/ho-so/").content.decode()
    assert f'href="/ung-dung/ho-so/{BIRTH}/"' in listed
    page = client.get(f"/ung-dung/ho-so/{BIRTH}/").content.decode()
    for piece in (
        'name="child_name"',
        'name="requester_name"',
        'data-key="B',
        f'data-procedure="{BIRTH}"',
        "<noscript>",
    ):
        assert piece in page
    assert 'data-when="{&#34;relationship&#34;: [&#34;agent&#34;]}"' in page
    assert client.get("/en/ung-dung/ho-so/").status_code == 200
    assert client.get("/ung-dung/ho-so/khong-co/").status_code == 404
    assert f'href="/ung-dung/ho-so/{BIRTH}/"' in client.get(f"/thu-tuc/{BIRTH}/").content.decode()


def test_who_is_not_signed_in_is_told_where_and_nothing_is_kept(client: Client) -> None:
    answer = deliver(client, a_key())
    assert answer.status_code == 401
    assert answer.json()["sign_in"].endswith("?next=%2Fung-dung%2F")
    assert not Draft.objects.exists()


def test_who_is_signed_in_finds_it_in_a_draft_once(signed_in: SignedIn, an: Citizen) -> None:
    client, key = signed_in(an), a_key()
    first, again = deliver(client, key), deliver(client, key)
    assert first.status_code == 200
    assert first.json() == again.json()
    (draft,) = queries.drafts_of(an)
    assert first.json()["address"] == f"/nop-ho-so/{draft.token}/"
    assert client.get(first.json()["address"]).status_code == 302
    assert "khi chưa có mạng" in client.get("/ho-so/").content.decode()
    client.post(reverse("portal:discard", args=[draft.token]))
    assert deliver(client, key).json()["address"] == "/ho-so/"


@pytest.mark.parametrize("body", ["][", "5", "{}", '{"sealed": "???", "ago": 1}', '{"sealed": "", "ago": "x"}'])
def test_nonsense_is_answered_by_a_sentence(signed_in: SignedIn, an: Citizen, body: str) -> None:
    address = reverse("portal:app_deliver", args=[a_key()])
    answer = signed_in(an).post(address, body, content_type="application/json")
    assert answer.status_code == 422
    assert "không nguyên vẹn" in answer.json()["sentence"]


def test_no_form_of_another_site_can_deliver(signed_in: SignedIn, an: Citizen) -> None:
    client = signed_in(an)
    assert client.post(reverse("portal:app_deliver", args=[a_key()]), {"sealed": "x"}).status_code == 415
    assert deliver(client, "khong-phai-ten").status_code == 404
