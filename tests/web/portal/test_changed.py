"""The procedure has a new version: shown once, in plain words, before one goes on with what was filled in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from motcua.domain.dossiers.models import Draft
from motcua.domain.procedures.models import Procedure
from motcua.kernel.actors import Citizen
from tests.build import trial
from tests.build.trial import HOUSEHOLD, a_household, typed_household, typed_member
from tests.domain.dossiers.test_carry_over import OLD_FEE, new_form
from tests.web.portal.conftest import TODAY
from tests.web.portal.pages import text_of

SignedIn = Callable[[Citizen], Client]


@pytest.fixture
def draft(an: Citizen) -> Draft:
    """A draft whose version of the procedure ended yesterday."""
    trial.publish(fees=[OLD_FEE])
    draft = a_household(an, typed_member())
    trial.publish(new_form(), valid_from=TODAY.date(), limit="2 working_days")
    return draft


def address(draft: Draft, name: str = "portal:changed", **arguments: str) -> str:
    return reverse(name, kwargs={"token": draft.token, **arguments})


def test_every_page_of_the_draft_leads_to_what_changed(signed_in: SignedIn, an: Citizen, draft: Draft) -> None:
    client = signed_in(an)
    for page in (
        address(draft, "portal:page", page_id="chu-ho"),
        address(draft, "portal:review"),
        address(draft, "portal:papers"),
        address(draft, "portal:entry", page_id="thanh-vien", key="k0"),
    ):
        assert client.get(page)["Location"] == address(draft)
    assert client.post(address(draft, "portal:submit"))["Location"] == address(draft, "portal:review")


def test_what_changed_is_said_and_one_goes_on_with_ones_answers(signed_in: SignedIn, an: Citizen, draft: Draft) -> None:
    client = signed_in(an)
    shown = text_of(client.get(address(draft)))
    for words in ("Thủ tục này có thay đổi", "Lý do", "Họ tên chủ hộ", "10.000 đồng", "2 ngày làm việc"):
        assert words in shown
    response = client.post(address(draft))
    assert response["Location"] == address(draft, "portal:page", page_id="chu-ho")
    assert "Điểu Thị Hoa" in text_of(client.get(address(draft, "portal:page", page_id="thanh-vien")))
    assert client.get(address(draft))["Location"] == response["Location"]


def test_a_page_that_was_open_loses_nothing(signed_in: SignedIn, an: Citizen, draft: Draft) -> None:
    client = signed_in(an)
    typed = typed_member("Điểu Thị Hoa Mai")
    entry = address(draft, "portal:entry", page_id="thanh-vien", key="k0")
    assert client.post(entry, typed)["Location"] == address(draft)
    page = address(draft, "portal:page", page_id="chu-ho")
    assert client.post(page, typed_household())["Location"] == address(draft)
    client.post(address(draft))
    assert "Điểu Thị Hoa Mai" in text_of(client.get(address(draft, "portal:page", page_id="thanh-vien")))


def test_in_english_it_is_said_in_english(signed_in: SignedIn, an: Citizen, draft: Draft) -> None:
    shown = text_of(signed_in(an).get(f"/en{address(draft)}"))
    assert "This procedure has changed" in shown
    assert "2 working days" in shown


def test_a_procedure_that_is_gone_is_said_to_be_gone(signed_in: SignedIn, an: Citizen, draft: Draft) -> None:
    Procedure.objects.filter(code=HOUSEHOLD, valid_from=TODAY.date()).delete()
    client = signed_in(an)
    assert "không còn áp dụng" in text_of(client.get(address(draft)))
    assert client.post(address(draft)).status_code == 409
    assert client.get(address(draft, "portal:discard")).status_code == 200


def test_a_draft_of_the_version_that_counts_has_no_such_page(signed_in: SignedIn, an: Citizen) -> None:
    trial.publish()
    draft = a_household(an, typed_member())
    assert signed_in(an).get(address(draft))["Location"].endswith("/xem-lai/")
