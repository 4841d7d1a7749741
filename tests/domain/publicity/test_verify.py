"""Somebody of a unit goes and looks whether an item is published: the latest word stands, every one is kept."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest

from motcua.domain.accounts.states import Duty
from motcua.domain.documents.queries import content_of
from motcua.domain.journal.models import Entry
from motcua.domain.publicity import actions, queries
from motcua.domain.publicity.models import Checklist, Verification
from motcua.domain.publicity.states import Standing
from motcua.kernel.errors import NotFound
from tests.build import people
from tests.build.dossiers import MONDAY, PDF
from tests.build.people import Somebody
from tests.build.refusals import refused
from tests.build.threads import at_once

PHONE = "dien-thoai"


def verified(who: Somebody, item: str = PHONE, *, good: bool = True, note: str = "", days: int = 0) -> Verification:
    """A verification by somebody of their own unit, some days before Monday."""
    at = MONDAY - timedelta(days=days)
    return actions.verify(who.official.agency_id, item, good=good, note=note, by=who.official, now=at)


def test_it_is_kept_with_who_and_when_and_the_journal_names_only_codes(db: None) -> None:
    binh = people.binh()
    kept = verified(binh, note="Bảng ở cửa chính, gọi bà Hoa 0912345678")
    (entry,) = Entry.objects.filter(verb="publicity.verified")
    assert entry.facts == {"agency": binh.official.agency_code, "item": PHONE, "good": True, "evidence": False}
    assert (entry.subject_kind, entry.subject_id) == ("verification", kept.pk)
    checked = queries.item_of(binh.official, PHONE, MONDAY)
    assert (checked.standing, checked.days) == (Standing.GOOD, 0)
    assert checked.last is not None
    assert checked.last.verified_by_id == binh.account.pk


def test_the_latest_word_stands_and_the_history_is_kept(db: None) -> None:
    binh = people.binh()
    verified(binh, days=40)
    assert queries.item_of(binh.official, PHONE, MONDAY).standing is Standing.OVERDUE
    verified(binh, good=False, note="Số trên bảng đã đổi", days=1)
    assert queries.item_of(binh.official, PHONE, MONDAY).standing is Standing.WRONG
    verified(binh)
    assert queries.item_of(binh.official, PHONE, MONDAY).standing is Standing.GOOD
    assert [each.good for each in queries.history_of(binh.official, PHONE)] == [True, False, True]
    assert not queries.history_of(people.dung().official, PHONE)


def test_the_evidence_is_kept_with_it(db: None, files_of_their_own: None) -> None:
    binh = people.binh()
    kept = actions.verify(
        binh.official.agency_id, PHONE, good=True, evidence=("bang.pdf", PDF), by=binh.official, now=MONDAY
    )
    assert content_of(queries.evidence_seen_by(binh.official, kept.pk, MONDAY)) == PDF
    assert Entry.objects.get(verb="publicity.verified").facts["evidence"] is True


def test_a_file_that_is_none_is_refused_and_nothing_is_kept(db: None, files_of_their_own: None) -> None:
    binh = people.binh()
    with refused("file_type_unknown"):
        actions.verify(
            binh.official.agency_id, PHONE, good=True, evidence=("x.exe", b"MZ..."), by=binh.official, now=MONDAY
        )
    assert not Verification.objects.exists()


@pytest.mark.parametrize("duty", [Duty.RECEPTION, Duty.RETURNS, Duty.LEADER, Duty.ADMINISTRATOR])
def test_who_receives_hands_over_leads_or_administers_at_the_unit_may(db: None, duty: Duty) -> None:
    somebody = people.an_official("Ai Đó", people.agency_of("mot-cua-xa"), duty)
    assert queries.may_verify(somebody.official)
    verified(somebody)


@pytest.mark.parametrize("duty", [Duty.SPECIALIST, Duty.CLERK])
def test_another_duty_is_refused(db: None, duty: Duty) -> None:
    somebody = people.an_official("Ai Đó", people.agency_of("mot-cua-xa"), duty)
    assert not queries.may_verify(somebody.official)
    with refused("other_duty"):
        verified(somebody)


def test_another_unit_an_agency_that_is_none_and_an_unknown_item_do_not_exist(db: None) -> None:
    binh, dung, chi = people.binh(), people.dung(), people.chi()
    for agency_id, item, who in (
        (binh.official.agency_id, PHONE, dung),
        (chi.official.agency_id, PHONE, chi),
        (binh.official.agency_id, PHONE, chi),
        (binh.official.agency_id, "khong-co", binh),
        (0, PHONE, binh),
    ):
        with pytest.raises(NotFound):
            actions.verify(agency_id, item, good=True, by=who.official, now=MONDAY)
    Checklist.objects.all().delete()
    with pytest.raises(NotFound):
        verified(binh)
    assert not Verification.objects.exists()


def test_who_finds_it_wrong_says_what_is_wrong(db: None) -> None:
    binh = people.binh()
    for note in ("", "   ", "sai"):
        with refused("fault_without_note"):
            verified(binh, good=False, note=note)
    with refused("note_too_long"):
        verified(binh, note="a" * 1001)
    assert not Verification.objects.exists()


def test_of_two_at_once_both_are_kept_one_after_the_other(committed_db: str) -> None:
    unit = people.agency_of("mot-cua-xa")
    several = [people.an_official(f"Cán bộ {number}", unit, Duty.RECEPTION) for number in range(4)]
    given = at_once([partial(verified, who, note=who.account.full_name) for who in several])
    assert {type(each) for each in given} == {Verification}
    history = list(queries.history_of(several[0].official, PHONE))
    assert sorted(each.note for each in history) == [f"Cán bộ {number}" for number in range(4)]
    last = queries.item_of(several[0].official, PHONE, MONDAY).last
    assert last == history[0]
    journalled = Entry.objects.filter(verb="publicity.verified").order_by("-pk").values_list("subject_id", flat=True)
    assert list(journalled) == [each.pk for each in history]


def test_publishing_the_same_checklist_again_changes_nothing(db: None) -> None:
    kept = Checklist.objects.get()
    again = partial(actions.publish, kept.items, kept.unit_kinds, by=people.NURSE, now=MONDAY)
    assert again() == "unchanged"
    binh = people.binh()
    verified(binh)
    fewer = [item for item in kept.items if item["code"] != PHONE]
    assert actions.publish(fewer, kept.unit_kinds, by=people.NURSE, now=MONDAY) == "published"
    with pytest.raises(NotFound):
        verified(binh)
    assert queries.history_of(binh.official, PHONE).count() == 1
    assert again() == "published"
    assert queries.item_of(binh.official, PHONE, MONDAY).standing is Standing.GOOD
