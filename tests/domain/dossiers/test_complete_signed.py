"""Results signed with keys: the leader first, then number and seal; one PDF/A that anybody may check."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from motcua.domain.agencies.models import Agency as Office
from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.actions import BY_HAND, Pins
from motcua.domain.dossiers.queries import NOTHING_TO_SIGN
from motcua.domain.journal.models import Entry
from motcua.domain.matters import actions as matters
from motcua.domain.papers import queries as papers
from motcua.domain.papers.models import Paper, Register, Unsealed
from motcua.domain.signatures import queries as signatures
from motcua.domain.signatures.models import Signed
from motcua.domain.signatures.rules.certificates import certificate
from motcua.domain.worklist import queries as worklist
from motcua.kernel.errors import NotFound
from tests.build import people, signing
from tests.build.dossiers import MONDAY, Commune, open_task
from tests.build.refusals import refused
from tests.build.signed_results import (
    AGENCY,
    LATER,
    OWN,
    SEAL,
    Pulled,
    a_commune,
    approve,
    give_out,
    office_of,
    proposed,
    result_of,
    with_tokens,
)
from tests.build.signing import PIN, WRONG_PIN
from tests.domain.papers.lasting import failures
from tests.domain.signatures.test_sign import judged_by_poppler, revisions_left_open

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune(settings: Any) -> Commune:
    with_tokens(settings)
    return a_commune()


def test_leader_and_office_sign_and_everybody_who_checks_agrees(commune: Commune, tmp_path: Path) -> None:
    [dossier] = proposed(commune)
    give_out(approve(dossier, commune), commune)
    paper = result_of(dossier)
    pdf = papers.pdf_of(paper.pk)
    assert judged_by_poppler(pdf, tmp_path) == ["Signature is Valid."] * 2
    found = signatures.examined(pdf)
    assert [(each.field, each.signer, each.holds) for each in found.signatures] == [
        ("ky", "Phạm Thị Chi", True),
        ("dau", SEAL, True),
    ]
    assert found.document is not None
    assert (found.document.symbol, found.document.signer, found.document.standing) == (
        paper.symbol,
        "Phạm Thị Chi",
        "in_force",
    )
    assert failures(pdf) == ["a signature /ByteRange does not cover the complete PDF except for its signature contents"]
    assert revisions_left_open(pdf) == []


def test_what_the_leader_signs_lasts_too_and_has_no_number_yet(commune: Commune) -> None:
    [dossier] = proposed(commune)
    approve(dossier, commune)
    waiting = Unsealed.objects.get(matter_id=dossier.pk)
    assert failures(papers.signed_file(waiting)) == []
    assert waiting.paper is None
    assert not Paper.objects.filter(matter_id=dossier.pk, result=True).exists()
    assert not Signed.objects.exists()


def test_the_pin_is_kept_nowhere(commune: Commune) -> None:
    [dossier] = proposed(commune)
    give_out(approve(dossier, commune), commune)
    entry = Entry.objects.get(verb="dossiers.result_signed")
    assert entry.facts["result"] == "KQ.G15.000031"
    for kept in (*Entry.objects.all(), *Unsealed.objects.all(), *Signed.objects.all()):
        assert PIN not in json.dumps({name: str(value) for name, value in vars(kept).items()})


def test_a_wrong_pin_changes_nothing(commune: Commune) -> None:
    [dossier] = proposed(commune)
    with refused("wrong_pin"):
        approve(dossier, commune, Pins(own=WRONG_PIN))
    assert open_task(dossier).step == "sign"
    approve(dossier, commune)
    with refused("wrong_pin"):
        give_out(dossier, commune, Pins(agency=WRONG_PIN))
    assert open_task(dossier).step == "number"
    assert not Register.objects.filter(code="khai-sinh").exists()


def test_a_batch_whose_token_is_pulled_out_stops_there_and_loses_nothing(commune: Commune) -> None:
    dossiers = proposed(commune, 3)
    tasks = [open_task(each).pk for each in dossiers]
    Pulled.out_before(2)
    done = actions.complete_several(
        [(task, "approve") for task in tasks], pins=OWN, by=commune.leader.official, now=LATER
    )
    assert [each.refusal.code if each.refusal else "" for each in done] == ["", "token_gone", "not_reached"]
    assert [open_task(each).step for each in dossiers] == ["number", "sign", "sign"]
    assert Unsealed.objects.count() == 1
    Pulled.out_before(0)
    again = actions.complete_several(
        [(task, "approve") for task in tasks[1:]], pins=OWN, by=commune.leader.official, now=LATER
    )
    assert [each.refusal for each in again] == [None, None]
    assert Unsealed.objects.count() == 3


def test_a_seal_that_fails_gives_its_number_back(commune: Commune) -> None:
    dossiers = proposed(commune, 3)
    for each in dossiers:
        approve(each, commune)
    Pulled.out_before(2)
    chosen = [(open_task(each).pk, "issued") for each in dossiers]
    done = actions.complete_several(chosen, pins=AGENCY, by=commune.clerk.official, now=LATER)
    assert [each.refusal.code if each.refusal else "" for each in done] == ["", "token_gone", "not_reached"]
    Pulled.out_before(0)
    actions.complete_several(chosen[1:], pins=AGENCY, by=commune.clerk.official, now=LATER)
    assert [result_of(each).number for each in dossiers] == [1, 2, 3]


def test_without_a_pin_everything_is_signed_and_stamped_by_hand_as_before(commune: Commune) -> None:
    [dossier] = proposed(commune)
    give_out(approve(dossier, commune, BY_HAND), commune, BY_HAND)
    paper = result_of(dossier)
    assert paper.typeset_at is None
    assert not Unsealed.objects.exists()


def test_what_a_leader_signed_may_still_be_stamped_by_hand_when_the_seals_token_is_missing(commune: Commune) -> None:
    [dossier] = proposed(commune)
    give_out(approve(dossier, commune), commune, BY_HAND)
    assert result_of(dossier).typeset_at is None
    assert not Signed.objects.exists()


def test_what_nobody_signed_is_not_sealed(commune: Commune) -> None:
    [dossier] = proposed(commune)
    approve(dossier, commune, BY_HAND)
    with refused("result_not_signed"):
        give_out(dossier, commune)
    assert open_task(dossier).step == "number"


def test_a_signature_is_void_once_the_leader_had_the_dossier_once_more(commune: Commune) -> None:
    [dossier] = proposed(commune)
    approve(dossier, commune)
    actions.complete_task(open_task(dossier).pk, "send_back", by=commune.clerk.official, now=LATER)
    approve(dossier, commune, BY_HAND)
    with refused("result_not_signed"):
        give_out(dossier, commune)


def test_what_was_corrected_since_is_not_sealed_but_signed_anew(commune: Commune) -> None:
    [dossier] = proposed(commune)
    approve(dossier, commune)
    actions.correct(
        dossier.pk,
        "child_name",
        {"child_name": ["Điểu Minh Khởi"]},
        "Ghi sai dấu.",
        by=commune.registrar.official,
        now=LATER,
    )
    with refused("result_changed"):
        give_out(dossier, commune)
    actions.complete_task(open_task(dossier).pk, "send_back", by=commune.clerk.official, now=LATER)
    approve(dossier, commune)
    give_out(dossier, commune)
    assert signatures.examined(papers.pdf_of(result_of(dossier).pk)).sound


def test_what_an_office_signed_that_has_ended_is_signed_anew_by_its_heir(commune: Commune) -> None:
    [dossier] = proposed(commune)
    approve(dossier, commune)
    gone = office_of(commune)
    heir = Office.objects.exclude(pk=gone.pk).filter(kind=gone.kind).order_by("pk")[0]
    there = people.an_official("Đỗ Thị Nối", heir, people.Duty.CLERK)
    signing.a_key(signing.in_a_token("ỦY BAN NHÂN DÂN XÃ MỚI"), agency_id=heir.pk)
    matters.hand_on(dossier.pk, {gone.pk: heir}, by=people.NURSE, now=LATER)
    with refused("result_not_signed"):
        actions.complete_signed(open_task(dossier).pk, "issued", AGENCY, by=there.official, now=LATER)
    assert not Paper.objects.filter(matter_id=dossier.pk, result=True).exists()


def test_a_reissued_result_is_recalled_where_anybody_checks_it(commune: Commune) -> None:
    [dossier] = proposed(commune)
    give_out(approve(dossier, commune), commune)
    old = result_of(dossier)
    actions.reissue(dossier.pk, old.pk, "Ghi sai nơi sinh.", by=commune.leader.official, now=LATER)
    known = signatures.signed_as("paper", old.pk)
    assert known is not None
    assert known.standing == "recalled"


def test_a_stranger_neither_signs_nor_seals(commune: Commune) -> None:
    [dossier] = proposed(commune)
    stranger = people.dung()
    signing.a_key(signing.in_a_token("Vũ Anh Dũng"), account_id=stranger.account.pk)
    with pytest.raises(NotFound):
        actions.complete_signed(open_task(dossier).pk, "approve", OWN, by=stranger.official, now=LATER)
    with refused("no_agency_key"):
        actions.complete_signed(open_task(dossier).pk, "approve", AGENCY, by=stranger.official, now=LATER)
    assert not Unsealed.objects.exists()


def test_an_expired_certificate_signs_nothing_and_hinders_nobody(settings: Any) -> None:
    with_tokens(settings)
    commune = a_commune()
    key = signatures.key_of_person(commune.leader.account.pk)
    expired = signing.in_a_token("Phạm Thị Chi", since=MONDAY, until=MONDAY + timedelta(days=1))
    key.certificate, key.token = certificate(expired.pem).dump(), expired.place.token
    key.save()
    [dossier] = proposed(commune)
    with refused("certificate_expired"):
        approve(dossier, commune)
    approve(dossier, commune, BY_HAND)
    assert open_task(dossier).step == "number"


def choices_of(commune: Commune, somebody: Any) -> list[queries.Choice]:
    tasks = worklist.first_waiting(somebody.official, worklist.Filter(), 20)
    return [each.choice for each in queries.decidable(tasks, MONDAY.date(), "vi")]


def asked_of(commune: Commune, somebody: Any) -> queries.Signing:
    return queries.signing_of(choices_of(commune, somebody), somebody.official, MONDAY.date())


def test_who_has_keys_is_asked_for_a_pin_and_nobody_else_is(settings: Any) -> None:
    with_tokens(settings)
    commune = a_commune(leader=False)
    [dossier] = proposed(commune)
    task = open_task(dossier).pk
    leader = commune.leader
    assert asked_of(commune, leader).keyless == {(task, "approve")}
    signing.a_key(signing.in_a_token("Phạm Thị Chi"), account_id=leader.account.pk)
    assert asked_of(commune, leader).own == {(task, "approve")}
    approve(dossier, commune)
    assert asked_of(commune, commune.clerk).agency == {(open_task(dossier).pk, "issued")}


def test_what_is_chosen_is_looked_up_at_the_readers_agency_alone(commune: Commune) -> None:
    [dossier] = proposed(commune)
    chosen = {open_task(dossier).pk: "approve"}
    assert [each.outcome for each in queries.choices_of(chosen, commune.leader.official)] == ["approve"]
    assert queries.choices_of(chosen, people.dung().official) == []
    assert queries.choices_of({open_task(dossier).pk: "bay"}, commune.leader.official) == []


def test_an_agency_without_a_key_keeps_ink_and_stamp() -> None:
    commune = Commune.of()
    proposed(commune)
    assert asked_of(commune, commune.leader) == NOTHING_TO_SIGN


@pytest.mark.parametrize("how_many", [1, 3])
def test_asking_what_is_to_sign_costs_the_same_however_many(
    commune: Commune, how_many: int, django_assert_num_queries: Any
) -> None:
    proposed(commune, how_many)
    leader = commune.leader
    found = choices_of(commune, leader)
    with django_assert_num_queries(2):
        assert len(queries.signing_of(found, leader.official, MONDAY.date()).own) == how_many
