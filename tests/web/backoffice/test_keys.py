"""Keys of other systems at the backoffice: the secret is shown once, a key is taken back for good."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from motcua.domain.channels import queries
from motcua.domain.channels.models import ApiKey
from motcua.kernel.errors import NotFound
from tests.build.published import a_key

LIST = "/quan-tri/channels/apikey/"


def test_a_key_is_given_and_its_secret_shown_this_once(client: Client) -> None:
    assert client.get(f"{LIST}add/").status_code == 200
    answer = client.post(f"{LIST}add/", {"name": "Ứng dụng Làng Tôi", "holder": "HTX Phần mềm"})
    found = re.search(r"<code>([^<]+)</code>", answer.content.decode())
    assert found is not None
    key = queries.key_of(found[1])
    assert key.name == "Ứng dụng Làng Tôi"
    assert found[1] not in client.get(f"{LIST}{key.pk}/change/").content.decode()
    assert found[1] not in client.get(LIST).content.decode()
    assert "no-store" in answer["Cache-Control"]


def test_a_key_without_a_name_is_not_given(client: Client) -> None:
    assert "govuk-error-summary" in client.post(f"{LIST}add/", {"name": "", "holder": ""}).content.decode()
    assert not ApiKey.objects.exists()


def test_a_key_is_taken_back(client: Client) -> None:
    issued = a_key()
    address = reverse("backoffice:channels_apikey_change", args=[issued.key.pk])
    assert "Thu hồi khóa" in client.get(address).content.decode()
    assert client.post(address).status_code == 302
    with pytest.raises(NotFound):
        queries.key_of(issued.secret)
    assert "Thu hồi khóa" not in client.get(address).content.decode()
    assert client.post(address).status_code == 409


def test_there_is_no_such_key(client: Client) -> None:
    assert client.get(f"{LIST}999999/change/").status_code == 404
