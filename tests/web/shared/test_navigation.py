"""The links on every page."""

from __future__ import annotations

import pytest
from django.test import RequestFactory
from django.urls import reverse

from motcua.web.shared import navigation


@pytest.mark.parametrize("name", [name for name, _text in (*navigation.PORTAL, *navigation.DESK)])
def test_every_entry_has_an_address(name: str) -> None:
    assert reverse(name)


def test_a_demonstration_can_offer_its_personas() -> None:
    assert navigation.address("portal:personas")


def test_a_name_that_no_door_has_is_left_out() -> None:
    assert navigation.address("portal:no_such_page") == ""
    assert navigation.links(RequestFactory().get("/"), (("portal:no_such_page", navigation.PORTAL[0][1]),)) == []


def test_the_reader_is_at_the_entry_whose_address_fits_best() -> None:
    below = RequestFactory().get(reverse("desk:dossiers") + "7/")
    assert [link.href for link in navigation.links(below, navigation.DESK) if link.current] == [
        reverse("desk:dossiers")
    ]
    elsewhere = RequestFactory().get("/gioi-thieu/")
    assert not any(link.current for link in navigation.links(elsewhere, navigation.PORTAL))
