"""Signing and issuing: one PIN for many letters, each by itself; numbers without a gap."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import connection

from motcua.domain.journal.models import Entry
from motcua.domain.letters import actions, queries
from motcua.domain.letters.models import Delivery, Letter
from motcua.domain.signatures import queries as signatures
from motcua.jobs import letters as jobs
from motcua.kernel.errors import NotFound, Refused
from tests.build import pens
from tests.build.letters import COMMITTEE, NOW, Desk, House
from tests.build.pens import PIN, WRONG_PIN, Failing


@pytest.fixture
def desk(keys: None) -> Desk:
    return Desk(House.of()).with_keys()


def test_a_letter_is_signed_by_its_signer_with_their_own_pin(desk: Desk) -> None:
    letter, signer = desk.to_sign(), desk.house.signer.official
    batch = actions.sign([letter.pk], PIN, by=signer, now=NOW)
    assert (batch.done, batch.left) == ((letter.pk,), ())
    letter.refresh_from_db()
    assert (letter.state, letter.signed_at, letter.number) == ("to_issue", NOW, None)
    (signature,) = signatures.examined(queries.signed_pdf(letter)).signatures
    assert (signature.field, signature.signer, signature.holds) == ("ky", "Mai Thị Ký", True)
    entry = Entry.objects.get(verb="letters.signed")
    assert entry.facts["sha256"] == letter.sha256
    assert PIN not in str(entry.facts)


def test_a_wrong_pin_signs_nothing(desk: Desk) -> None:
    letter = desk.to_sign()
    with pytest.raises(Refused) as no:
        actions.sign([letter.pk], WRONG_PIN, by=desk.house.signer.official, now=NOW)
    assert no.value.code == "wrong_pin"
    assert Letter.objects.get(pk=letter.pk).state == "to_sign"


def test_a_token_pulled_out_in_the_middle_leaves_what_is_signed_signed(desk: Desk) -> None:
    letters = [desk.to_sign() for _ in range(4)]
    Failing.at("token_gone", 3)
    batch = actions.sign([letter.pk for letter in letters], PIN, by=desk.house.signer.official, now=NOW)
    assert batch.done == (letters[0].pk, letters[1].pk)
    assert [(left.letter_id, left.refusal.code) for left in batch.left] == [
        (letters[2].pk, "token_gone"),
        (letters[3].pk, "token_gone"),
    ]
    states = [Letter.objects.get(pk=letter.pk).state for letter in letters]
    assert states == ["to_issue", "to_issue", "to_sign", "to_sign"]


def test_one_letter_that_is_refused_does_not_keep_the_others_from_being_signed(desk: Desk) -> None:
    ready, drafted = desk.to_sign(), desk.draft()
    batch = actions.sign([drafted.pk, ready.pk, 0], PIN, by=desk.house.signer.official, now=NOW)
    assert batch.done == (ready.pk,)
    assert {left.letter_id: left.refusal.code for left in batch.left} == {
        drafted.pk: "illegal_move",
        0: "letter_not_there",
    }


def test_nobody_signs_for_another(desk: Desk) -> None:
    letter = desk.to_sign()
    pens.a_pen("Bùi Văn Phòng", account_id=desk.house.head.account.pk)
    batch = actions.sign([letter.pk], PIN, by=desk.house.head.official, now=NOW)
    assert batch.left[0].refusal.code == "not_the_signer"


@pytest.mark.parametrize(("chosen", "code"), [([], "nothing_chosen"), (range(1, 102), "too_many_letters")])
def test_a_batch_has_some_letters_and_not_too_many(desk: Desk, chosen: Any, code: str) -> None:
    with pytest.raises(Refused) as no:
        actions.sign(chosen, PIN, by=desk.house.signer.official, now=NOW)
    assert no.value.code == code


def test_an_issued_letter_has_its_number_its_day_the_seal_and_its_receivers(desk: Desk) -> None:
    letter = desk.issued()
    assert (letter.state, letter.register, letter.year, letter.number) == ("issued", "van-ban-di-cong-van", 2024, 1)
    assert queries.number_of(letter) == "01/STTTT-BCVTCNTT"
    found = signatures.examined(queries.signed_pdf(letter))
    assert [(each.field, each.signer, each.holds) for each in found.signatures] == [
        ("ky", "Mai Thị Ký", True),
        ("dau", "SỞ THÔNG TIN VÀ TRUYỀN THÔNG", True),
    ]
    published = signatures.signed_with_code(letter.check_code)
    assert (published.symbol, published.signer, published.subject_id) == (
        "01/STTTT-BCVTCNTT",
        "Mai Thị Ký",
        letter.pk,
    )
    sent = [(str(each.name), each.agency and each.agency.code, each.role) for each in queries.deliveries_of(letter)]
    assert sent == [("Hội đồng nhân dân tỉnh", "H10.72", "to"), ("Ủy ban nhân dân tỉnh", COMMITTEE, "to")]
    assert list(queries.issued_by(desk.house.writer.official)) == [letter]
    with connection.cursor() as cursor:
        cursor.execute("SELECT args ->> 'letter_id' FROM procrastinate_jobs WHERE task_name = 'letters.issued'")
        assert [int(letter_id) for (letter_id,) in cursor.fetchall()] == [letter.pk]
    jobs.issued(letter.pk)


def test_an_agency_that_gets_the_letter_and_a_copy_gets_it_once(desk: Desk) -> None:
    letter = desk.issued(copies=("Như trên", "UBND tỉnh Bình Phước", "Sở Nội vụ", "Lưu: VT"))
    assert [(each.role, each.agency is not None) for each in queries.deliveries_of(letter)] == [
        ("to", True),
        ("to", True),
        ("copy", True),
    ]


def test_each_register_counts_by_itself_and_begins_anew_each_year(desk: Desk) -> None:
    assert desk.issued().number == 1
    assert desk.issued().number == 2
    assert desk.issued(kind="ke_hoach", to=()).number == 1
    assert desk.issued(kind="bao_cao", to=()).number == 2
    desk.now = datetime(2024, 12, 31, 16, 30, tzinfo=UTC)
    assert (desk.issued().year, Letter.objects.latest("pk").number) == (2024, 3)
    desk.now = datetime(2024, 12, 31, 17, 0, tzinfo=UTC)
    assert (desk.issued().year, Letter.objects.latest("pk").number) == (2025, 1)


def test_what_was_signed_last_month_is_signed_anew_because_the_month_stands_in_it(desk: Desk) -> None:
    letter, signer = desk.to_issue(), desk.house.signer.official
    again = actions.sign([letter.pk], PIN, by=signer, now=desk.later())
    assert again.left[0].refusal.code == "already_signed"
    desk.now = datetime(2024, 11, 1, 2, 0, tzinfo=UTC)
    assert desk.issue(letter).left[0].refusal.code == "signed_last_month"
    assert actions.sign([letter.pk], PIN, by=signer, now=desk.later()).done == (letter.pk,)
    assert desk.issue(letter).done == (letter.pk,)


def test_who_has_no_key_is_told_so(keys: None) -> None:
    desk = Desk(House.of())
    letter = desk.to_sign()
    with pytest.raises(Refused) as no:
        actions.sign([letter.pk], PIN, by=desk.house.signer.official, now=NOW)
    assert no.value.code == "no_signing_key"
    with pytest.raises(Refused) as no:
        desk.issue(letter)
    assert no.value.code == "no_agency_key"


def test_only_a_clerk_issues_and_only_what_was_signed(desk: Desk) -> None:
    letter = desk.to_sign()
    with pytest.raises(Refused) as no:
        actions.issue([letter.pk], PIN, by=desk.house.signer.official, now=NOW)
    assert no.value.code == "other_duty"
    assert desk.issue(letter).left[0].refusal.code == "illegal_move"


def test_a_signed_file_that_was_changed_on_disk_is_not_sealed(desk: Desk) -> None:
    letter = desk.to_issue()
    Letter.objects.filter(pk=letter.pk).update(sha256="0" * 64)
    assert desk.issue(letter).left[0].refusal.code == "paper_damaged"
    damaged, whole = desk.to_issue(), desk.to_issue()
    with default_storage.open(Letter.objects.get(pk=damaged.pk).signed_name, "wb") as kept:
        kept.write(b"x")
    done = desk.issue(damaged, whole)
    assert ([each.refusal.code for each in done.left], len(done.done)) == (["paper_damaged"], 1)
    with pytest.raises(NotFound):
        queries.signed_pdf(desk.draft())


def test_a_seal_that_fails_gives_the_number_back(desk: Desk) -> None:
    letters = [desk.to_issue() for _ in range(3)]
    Failing.at("seal_failed", 2)
    batch = desk.issue(*letters)
    assert batch.done == (letters[0].pk, letters[2].pk)
    assert [Letter.objects.get(pk=letter.pk).number for letter in letters] == [1, None, 2]
    assert Delivery.objects.filter(letter=letters[1]).count() == 0
    desk.issue(letters[1])
    assert Letter.objects.get(pk=letters[1].pk).number == 3


def test_eight_clerks_at_once_with_failures_in_between_leave_no_gap_and_no_repeat(
    committed_db: str, settings: Any
) -> None:
    pens.in_memory(settings)
    desk = Desk(House.of()).with_keys()
    clerks, each = 8, 4
    letters = [desk.to_issue().pk for _ in range(clerks * each)]
    Failing.at("seal_failed", *range(3, clerks * each, 5))
    by, ready = desk.house.clerk.official, Barrier(clerks)

    def issue_some(place: int) -> list[int]:
        try:
            ready.wait()
            mine = letters[place::clerks]
            # Each clerk reaches for a neighbour's letters too: whoever is second is told.
            return list(actions.issue([*mine, *letters[(place + 1) % clerks :: clerks]], PIN, by=by, now=NOW).done)
        finally:
            connection.close()

    with ThreadPoolExecutor(clerks) as desks:
        done = [pk for issued in desks.map(issue_some, range(clerks)) for pk in issued]
    assert len(done) == len(set(done))
    assert Failing.used > len(done)
    while left := [pk for pk in letters if pk not in done]:
        done += actions.issue(left, PIN, by=by, now=NOW).done
    numbers = list(Letter.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, clerks * each + 1))


def test_two_clerks_who_press_at_once_issue_a_letter_once(committed_db: str, settings: Any) -> None:
    pens.in_memory(settings)
    desk = Desk(House.of()).with_keys()
    letter, ready = desk.to_issue(), Barrier(2)

    def press_it(_: int) -> actions.Batch:
        try:
            ready.wait()
            return actions.issue([letter.pk], PIN, by=desk.house.clerk.official, now=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as desks:
        one, other = sorted(desks.map(press_it, range(2)), key=lambda batch: len(batch.left))
    assert one.done == (letter.pk,)
    assert [left.refusal.code for left in other.left] == ["illegal_move"]


def test_a_wrong_letter_is_replaced_by_one_of_the_same_form(desk: Desk) -> None:
    old, by = desk.issued(), desk.house.writer.official
    new = actions.replace(old.pk, press="a", by=by, now=desk.later())
    assert actions.replace(old.pk, press="a", by=by, now=desk.later()).pk == new.pk
    assert (new.kind, new.subject, new.to, new.replaces_id) == (old.kind, old.subject, old.to, old.pk)
    assert new.current is not None
    assert old.current is not None
    assert new.current.body == old.current.body
    with pytest.raises(Refused) as no:
        actions.replace(old.pk, press="b", by=by, now=desk.later())
    assert no.value.code == "letter_being_replaced"
    with pytest.raises(Refused) as no:
        actions.describe(new.pk, desk.boxes(kind="ke_hoach"), seen=queries.seen_mark(new), by=by, now=NOW)
    assert no.value.code == "kind_stays"
    old.refresh_from_db()
    assert old.state == "issued"
    assert queries.replaced_by(old) == new
    actions.ask_check(new.pk, desk.house.head.account.pk, by=by, now=desk.later())
    actions.check_content(new.pk, by=desk.house.head.official, now=desk.later())
    actions.check_form(new.pk, by=desk.house.clerk.official, now=desk.later())
    actions.sign([new.pk], PIN, by=desk.house.signer.official, now=desk.later())
    desk.issue(new)
    old.refresh_from_db()
    assert old.state == "replaced"
    assert old.number == 1
    assert Entry.objects.get(verb="letters.replaced").facts["by_letter"] == new.pk
    told = signatures.signed_with_code(old.check_code)
    assert told.standing == "replaced"
    assert told.replaced_by is not None
    assert told.replaced_by.code == new.check_code


def test_a_letter_with_a_fault_of_form_is_corrected_by_an_official_letter(desk: Desk) -> None:
    old, by = desk.issued(kind="ke_hoach", to=("Sở Nội vụ",)), desk.house.writer.official
    new = actions.correct(old.pk, press="a", by=by, now=desk.later())
    assert actions.correct(old.pk, press="a", by=by, now=desk.later()).pk == new.pk
    assert (new.kind, new.corrects_id) == ("cong_van", old.pk)
    assert new.subject == "đính chính văn bản số 01/KH-STTTT ngày 15/10/2024"
    assert new.to == old.to
    with pytest.raises(Refused) as no:
        actions.correct(new.pk, press="b", by=by, now=desk.later())
    assert no.value.code == "letter_not_issued"


def test_a_letter_is_recalled_with_a_reason_by_who_leads(desk: Desk) -> None:
    letter, house = desk.issued(), desk.house
    with pytest.raises(Refused) as no:
        actions.recall(letter.pk, "Ban hành nhầm văn bản.", by=house.clerk.official, now=NOW)
    assert no.value.code == "other_duty"
    with pytest.raises(Refused) as no:
        actions.recall(letter.pk, "Nhầm", by=house.signer.official, now=NOW)
    assert no.value.code == "reason_missing"
    after = actions.recall(letter.pk, "Ban hành nhầm văn bản.", by=house.signer.official, now=NOW + timedelta(days=1))
    assert (after.state, after.number) == ("recalled", 1)
    assert signatures.signed_with_code(letter.check_code).standing == "recalled"
    with pytest.raises(Refused) as no:
        actions.replace(letter.pk, press="a", by=house.writer.official, now=NOW)
    assert no.value.code == "illegal_move"
