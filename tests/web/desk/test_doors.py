"""Nobody reaches what is not theirs: every address of the desk, for everybody who has no business there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from motcua.domain.accounts import actions as accounts
from motcua.domain.accounts.models import Account
from motcua.domain.dossiers.models import Attachment
from motcua.domain.packs import actions as packs
from motcua.domain.papers.models import Paper
from tests.build import counter, people
from tests.build.dossiers import MONDAY, Commune, open_task, walk
from tests.build.payments import a_dossier_with_fees, collected
from tests.build.people import NURSE
from tests.conftest import Builder
from tests.web.desk.visits import at, now


class Ground:
    """A dossier of An at the registrar's desk, and what hangs on it."""

    def __init__(self) -> None:
        self.applicant = people.an()
        self.commune = Commune.of()
        self.dossier = walk(a_dossier_with_fees(self.applicant), self.commune, "accepted")
        self.receipt = collected(self.dossier, self.commune.reception.official, now=now())
        self.charge = self.receipt.charges.get()
        self.task = open_task(self.dossier)
        self.file = Attachment.objects.filter(dossier=self.dossier).order_by("pk")[0]
        self.paper = Paper.objects.filter(matter_id=self.dossier.pk).order_by("pk")[0]
        counter.a_copy_procedure()
        binh = self.commune.reception.official
        an = accounts.Person("Điểu Thị An", "070194001234")
        self.received = counter.received(binh, owner=an, now=now())
        self.sheet = counter.a_sheet(binh, person=an, now=now())
        registrar = self.commune.registrar
        self.delegation = accounts.delegate(
            registrar.account.pk,
            self.commune.leader.account.pk,
            registrar.official.agency_id,
            starts_at=now(),
            ends_at=now().replace(year=2025),
            ground="Thông báo số 12/TB-UBND",
            by=registrar.official,
            now=now(),
        )


@pytest.fixture(scope="module")
def ground(built_once: Builder) -> Ground:
    """Nobody changes it: every test knocks at one door."""
    return built_once(on_monday)


def on_monday() -> Ground:
    packs.begin_demonstration(offset=datetime.now(UTC) - MONDAY, by=NURSE, now=MONDAY)
    return Ground()


# What an address shows to somebody of another agency: "theirs" is a list of their own without An's dossier.
Row = tuple[str, Callable[[Ground], dict[str, object]], str]
ADDRESSES: dict[str, Row] = {
    "worklist": ("GET", lambda ground: {}, "theirs"),
    "seats": ("GET", lambda ground: {}, "theirs"),
    "dossiers": ("GET", lambda ground: {}, "theirs"),
    "figures": ("GET", lambda ground: {}, "theirs"),
    "delegations": ("GET", lambda ground: {}, "theirs"),
    "dossier": ("GET", lambda ground: {"dossier_id": ground.dossier.pk}, "missing"),
    "control_slip": ("GET", lambda ground: {"dossier_id": ground.dossier.pk}, "missing"),
    "file": ("GET", lambda ground: {"attachment_id": ground.file.pk}, "missing"),
    "paper": ("GET", lambda ground: {"paper_id": ground.paper.pk}, "missing"),
    "outcome": ("POST", lambda ground: {"task_id": ground.task.pk, "outcome": "propose"}, "missing"),
    "claim": ("POST", lambda ground: {"task_id": ground.task.pk}, "missing"),
    "release": ("POST", lambda ground: {"task_id": ground.task.pk}, "missing"),
    "reassign": ("POST", lambda ground: {"task_id": ground.task.pk}, "missing"),
    "reception": ("GET", lambda ground: {}, "theirs"),
    "open_sheet": ("POST", lambda ground: {}, "missing"),
    "sheet": ("GET", lambda ground: {"token": ground.sheet.draft.token}, "missing"),
    "sheet_page": ("GET", lambda ground: {"token": ground.sheet.draft.token, "page_id": "noi"}, "missing"),
    "discard_sheet": ("POST", lambda ground: {"token": ground.sheet.draft.token}, "missing"),
    "received": ("GET", lambda ground: {"dossier_id": ground.received.pk}, "missing"),
    "give_back": ("GET", lambda ground: {"dossier_id": ground.received.pk}, "missing"),
    "supply": ("GET", lambda ground: {"dossier_id": ground.received.pk}, "missing"),
    "arrived": ("POST", lambda ground: {"dossier_id": ground.received.pk}, "missing"),
    "returned": ("POST", lambda ground: {"dossier_id": ground.received.pk}, "missing"),
    "bundle_receipt": ("POST", lambda ground: {"bundle_id": ground.received.pk}, "missing"),
    "attention": ("GET", lambda ground: {}, "theirs"),
    "hold": ("POST", lambda ground: {"dossier_id": ground.dossier.pk}, "missing"),
    "end_hold": ("POST", lambda ground: {"dossier_id": ground.dossier.pk}, "missing"),
    "allow_supplement": ("POST", lambda ground: {"dossier_id": ground.dossier.pk}, "missing"),
    "apology": ("POST", lambda ground: {"dossier_id": ground.dossier.pk}, "missing"),
    "sign_apology": ("POST", lambda ground: {"dossier_id": ground.dossier.pk}, "missing"),
    "corrections": ("POST", lambda ground: {"dossier_id": ground.dossier.pk}, "missing"),
    "correct": ("POST", lambda ground: {"dossier_id": ground.dossier.pk, "field": "child_name"}, "missing"),
    "reissue": ("POST", lambda ground: {"dossier_id": ground.dossier.pk, "paper_id": ground.paper.pk}, "missing"),
    "reopen": ("POST", lambda ground: {"dossier_id": ground.dossier.pk}, "missing"),
    "close_silent": ("POST", lambda ground: {"task_id": ground.task.pk}, "missing"),
    "revoke": ("POST", lambda ground: {"delegation_id": ground.delegation.pk}, "missing"),
    "fees": ("GET", lambda ground: {"dossier_id": ground.dossier.pk}, "missing"),
    "exempt": ("POST", lambda ground: {"dossier_id": ground.dossier.pk, "charge_id": ground.charge.pk}, "missing"),
    "receipt": ("GET", lambda ground: {"receipt_id": ground.receipt.pk}, "missing"),
    "undo_receipt": ("POST", lambda ground: {"receipt_id": ground.receipt.pk}, "missing"),
    "till": ("GET", lambda ground: {}, "theirs"),
    "close_day": ("POST", lambda ground: {}, "done"),  # the day of their own till
    "online_payments": ("GET", lambda ground: {}, "theirs"),
    "ready": ("GET", lambda ground: {}, "theirs"),
    "hand_over": ("GET", lambda ground: {"dossier_id": ground.dossier.pk}, "missing"),
    "post_result": ("GET", lambda ground: {"dossier_id": ground.dossier.pk}, "missing"),
    "slip": ("GET", lambda ground: {"dossier_id": ground.dossier.pk}, "missing"),
    "arrivals": ("GET", lambda ground: {}, "theirs"),
    "arrivals_of": ("GET", lambda ground: {"agency_id": ground.dossier.matter.lead_agency_id}, "missing"),
    "register": ("GET", lambda ground: {}, "theirs"),
    "register_pdf": ("GET", lambda ground: {}, "missing"),
    "register_file": ("GET", lambda ground: {"kind": "csv"}, "theirs"),
}


def go(client: Client, name: str, ground: Ground) -> Any:
    method, arguments, _kind = ADDRESSES[name]
    address = reverse(f"desk:{name}", kwargs=arguments(ground))
    return client.post(address) if method == "POST" else client.get(address)


@pytest.mark.parametrize("name", ADDRESSES)
def test_an_official_of_another_agency_gets_nothing_of_it(name: str, ground: Ground) -> None:
    response = go(at(people.dung()), name, ground)
    if ADDRESSES[name][2] == "missing":
        assert response.status_code == 404
        return
    assert response.status_code == (302 if ADDRESSES[name][2] == "done" else 200)
    page = (b"".join(response) if response.streaming else response.content).decode()
    assert str(ground.dossier.matter.code) not in page
    assert ground.dossier.matter.request_code not in page
    assert "Điểu" not in page


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_citizen_finds_no_desk_at_all(name: str, ground: Ground) -> None:
    response = go(at(Account.objects.get(pk=ground.applicant.account_id)), name, ground)
    assert response.status_code == 404
    assert str(ground.dossier.matter.code) not in response.content.decode()


@pytest.mark.parametrize("name", ADDRESSES)
def test_who_is_not_signed_in_is_sent_to_sign_in(name: str, ground: Ground) -> None:
    response = go(Client(), name, ground)
    assert response.status_code == 302
    assert "next=" in response["Location"]


@pytest.mark.parametrize("name", [name for name, row in ADDRESSES.items() if row[0] == "POST"])
def test_what_changes_something_is_guarded_against_forged_requests(name: str, ground: Ground) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(ground.commune.registrar.account, backend="motcua.web.shared.sign_in.Backend")
    assert go(client, name, ground).status_code == 403


def test_a_duty_that_ended_gives_nothing_any_more(ground: Ground) -> None:
    client = at(ground.commune.registrar)
    address = reverse("desk:dossier", kwargs={"dossier_id": ground.dossier.pk})
    assert client.get(address).status_code == 200
    post = ground.commune.registrar.account.posts.get()
    accounts.relieve(post.pk, now().date().replace(day=1), by=NURSE, now=now())
    assert client.get(address).status_code == 404
    assert client.get(reverse("desk:worklist")).status_code == 404


def test_the_reception_is_offered_to_who_receives_and_to_nobody_else(ground: Ground) -> None:
    commune = ground.commune
    link = f'href="{reverse("desk:reception")}"'
    assert link in at(commune.reception).get(reverse("desk:worklist")).content.decode()
    for other in (commune.registrar, commune.leader, commune.clerk):
        assert link not in at(other).get(reverse("desk:worklist")).content.decode()
