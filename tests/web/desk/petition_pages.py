"""The pages of petitions at the desk, and what their tests ask of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.domain.accounts.states import Duty
from motcua.domain.agencies.models import Agency
from motcua.domain.petitions import actions, queries
from motcua.domain.petitions.models import Petition
from tests.build import people
from tests.build.people import Somebody

WORKLIST, LIST = "/can-bo/", "/can-bo/kien-nghi/"
SECRETS = ("Nguyễn Quyết Thắng", "0912345670", "thang@example.vn", "thôn Đak Xuyên")
COMMITTEE = "H10.73"


def page_of(petition: Petition) -> str:
    """The address of the page of a petition."""
    return reverse("desk:petition", kwargs={"petition_id": petition.pk})


def deed_of(petition: Petition, name: str, **more: Any) -> str:
    """The address of a decision about a petition."""
    return reverse(name, kwargs={"petition_id": petition.pk, **more})


def step_of(petition: Petition, move: str) -> str:
    """The address of a step that can be taken."""
    found = queries.task_for(petition.pk, move)
    assert found is not None, move
    return reverse("desk:petition_step", kwargs={"task_id": found[0], "outcome": found[1]})


def fresh(petition: Petition) -> Petition:
    """The petition as it stands now."""
    found = queries.of_matter(petition.pk)
    assert found is not None
    return found


def queries_of(client: Client, address: str) -> int:
    """How many queries a page costs."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def boxes(name: str, day: date) -> dict[str, str]:
    """A day as it is typed into its three boxes."""
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def a_committee() -> Somebody:
    """A secretary of the committee whose field the petition of the seed letter is."""
    return people.an_official("Đỗ Thị Thẩm", Agency.objects.get(code=COMMITTEE), Duty.COUNCIL)


def judged(petition: Petition, by: Somebody, now: Any) -> Petition:
    """The committee is satisfied, without a page."""
    return actions.judge(petition.pk, "", enough=True, by=by.official, now=now)
