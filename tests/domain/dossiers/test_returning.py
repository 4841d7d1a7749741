"""Results handed over with a signature, sent by post, and those nobody fetches."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction

from motcua.domain.documents.queries import content_of
from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.models import Dossier
from motcua.domain.matters import queries as matters
from motcua.domain.notices.models import Message
from motcua.domain.returns import queries as returns
from motcua.domain.returns.actions import NewHandOver, Receiver
from motcua.domain.returns.models import HandOver, Posting, Reminder
from motcua.domain.returns.states import Relation
from motcua.kernel.errors import NotFound, Refused
from tests.build import journal, people
from tests.build.cast import Cast
from tests.build.dossiers import MONDAY, a_dossier, open_task, typed_birth
from tests.build.payments import TWO_COPIES, a_dossier_with_fees, collected
from tests.build.people import NURSE
from tests.build.refusals import refused
from tests.build.threads import at_once
from tests.web.portal.pages import PNG

LATER = MONDAY + timedelta(days=2)
HERSELF = Receiver("Điểu Thị An", Relation.SELF, "1234")
HUSBAND = Receiver("Điểu Văn Khang", Relation.FAMILY, "4321")


def finished(cast: Cast, method: str = "one_stop", **typed: str) -> Dossier:
    """A birth whose certificate lies at the counter."""
    dossier = a_dossier(cast.an, typed=typed_birth(result_method=method, **typed))
    return cast.go(dossier, "accept", "propose", "approve", "issued", now=MONDAY)


@pytest.mark.django_db
def test_somebody_signs_and_the_dossier_closes() -> None:
    cast = Cast.of()
    dossier, binh = finished(cast), cast.officials[0].official
    new = NewHandOver(HERSELF, ["Giấy chứng sinh", "  "], PNG)
    handed = actions.hand_over_at_counter(dossier.pk, new, by=binh, now=LATER)
    dossier.refresh_from_db()
    assert (dossier.state, dossier.closed_at) == ("handed_over", LATER)
    assert (handed.receiver_name, handed.originals, handed.handed_on) == (
        "Điểu Thị An",
        ["Giấy chứng sinh"],
        LATER.date(),
    )
    assert handed.signature is not None
    assert content_of(handed.signature) == PNG
    assert journal.facts("returns.handed_over") == {
        "agency": binh.agency_code,
        "way": "counter",
        "relation": "self",
        "signed": True,
        "originals": 1,
    }
    assert returns.handed_over_on(binh, LATER.date()) == [handed]
    assert returns.of_matter(dossier.pk) == (handed, None)
    assert matters.orphans() == []


@pytest.mark.django_db
def test_a_relative_takes_it_and_signs_a_printed_slip() -> None:
    cast = Cast.of()
    dossier = finished(cast)
    handed = actions.hand_over_at_counter(dossier.pk, NewHandOver(HUSBAND), by=cast.officials[0].official, now=LATER)
    assert (handed.relation, handed.identity_ending, handed.signature) == ("family", "4321", None)
    assert "Khang" not in journal.everything()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("receiver", "code"),
    [
        (Receiver("  ", Relation.SELF, "1234"), "receiver_missing"),
        (Receiver("Điểu Thị An", Relation.SELF, ""), "identity_ending_missing"),
        (Receiver("Điểu Thị An", Relation.SELF, "12a4"), "identity_ending_missing"),
        (Receiver("Điểu Thị An", Relation.SELF, "9999"), "identity_differs"),
    ],
)
def test_who_takes_it_is_named_and_their_card_was_looked_at(receiver: Receiver, code: str) -> None:
    cast = Cast.of()
    dossier = finished(cast)
    with refused(code):
        actions.hand_over_at_counter(dossier.pk, NewHandOver(receiver), by=cast.officials[0].official, now=LATER)
    dossier.refresh_from_db()
    assert dossier.state == "finished"


@pytest.mark.django_db
def test_what_is_owed_is_paid_before_the_result_leaves() -> None:
    cast = Cast.of()
    dossier = a_dossier_with_fees(cast.an, result_method="one_stop")
    cast.go(dossier, "accept", "propose", "approve", "issued", now=MONDAY)
    binh = cast.officials[0].official
    with refused("fee_still_owed", amount=TWO_COPIES):
        actions.hand_over_at_counter(dossier.pk, NewHandOver(HERSELF), by=binh, now=LATER)
    collected(dossier, binh, now=LATER)
    actions.hand_over_at_counter(dossier.pk, NewHandOver(HERSELF), by=binh, now=LATER)


@pytest.mark.django_db
def test_a_signature_that_is_no_picture_hands_nothing_over() -> None:
    cast = Cast.of()
    dossier = finished(cast)
    with refused("file_type_unknown"):
        new = NewHandOver(HERSELF, signature=b"not a picture at all")
        actions.hand_over_at_counter(dossier.pk, new, by=cast.officials[0].official, now=LATER)


@pytest.mark.django_db
def test_only_the_unit_hands_over_and_only_what_is_there() -> None:
    cast = Cast.of()
    dossier = finished(cast)
    new = NewHandOver(HERSELF)
    for nobody in (people.dung().official, cast.officials[2].official):
        for act in (
            lambda by=nobody: actions.hand_over_at_counter(dossier.pk, new, by=by, now=LATER),  # type: ignore[misc]
            lambda by=nobody: actions.send_by_post(dossier.pk, "RR123456789VN", by=by, now=LATER),  # type: ignore[misc]
            lambda by=nobody: actions.delivered_by_post(dossier.pk, "An", LATER.date(), by=by, now=LATER),  # type: ignore[misc]
        ):
            with pytest.raises((NotFound, Refused)):
                act()
    early = cast.go(a_dossier(people.a_stranger()), now=MONDAY)
    with refused("illegal_move", move="hand_over"):
        actions.hand_over_at_counter(early.pk, NewHandOver(HUSBAND), by=cast.officials[0].official, now=LATER)


@pytest.mark.django_db
def test_the_post_takes_it_and_its_delivery_closes_the_dossier() -> None:
    cast = Cast.of()
    dossier, binh = finished(cast, "post", result_address="Thôn 3, xã Đak Nhau"), cast.officials[0].official
    posting = actions.send_by_post(dossier.pk, " rr 123456789 vn ", by=binh, now=LATER)
    assert posting.tracking == "RR123456789VN"
    assert "123456789" not in journal.everything()
    assert returns.at_the_post(binh) == [posting]
    with refused("posted_before"):
        actions.send_by_post(dossier.pk, "RR123456780VN", by=binh, now=LATER)
    with refused("delivery_day_impossible"):
        actions.delivered_by_post(dossier.pk, "An", MONDAY.date(), by=binh, now=LATER)
    dossier.refresh_from_db()
    assert dossier.state == "finished"
    on = LATER.date() + timedelta(days=2)
    handed = actions.delivered_by_post(dossier.pk, "Điểu Thị An", on, by=binh, now=LATER + timedelta(days=3))
    assert (handed.way, handed.handed_on) == ("post", on)
    dossier.refresh_from_db()
    assert dossier.state == "handed_over"
    assert returns.at_the_post(binh) == []
    assert journal.facts("returns.posted")["posting"] == posting.pk


@pytest.mark.django_db
def test_the_post_is_for_who_chose_it() -> None:
    cast = Cast.of()
    dossier, binh = finished(cast), cast.officials[0].official
    with refused("not_by_post"):
        actions.send_by_post(dossier.pk, "RR123456789VN", by=binh, now=LATER)
    with pytest.raises(NotFound):
        actions.delivered_by_post(dossier.pk, "An", LATER.date(), by=binh, now=LATER)
    posted = finished(Cast(people.a_stranger(), cast.officials), "post", result_address="Thôn 3")
    with refused("tracking_malformed"):
        actions.send_by_post(posted.pk, "12", by=binh, now=LATER)


@pytest.mark.django_db
def test_results_that_wait_are_listed_and_their_owners_reminded_once_a_week() -> None:
    cast = Cast.of()
    dossier, binh = finished(cast), cast.officials[0].official
    taken_online = finished(Cast(people.a_stranger(), cast.officials), "online")
    assert list(queries.ready_at(binh)) == [dossier, taken_online]
    assert list(queries.ready_at(people.dung().official)) == []
    soon, month = MONDAY + timedelta(days=20), MONDAY + timedelta(days=31)
    assert actions.remind_unclaimed(by=NURSE, now=soon) == 0
    assert dossier in queries.unclaimed_at(binh, MONDAY + timedelta(days=1))
    assert actions.remind_unclaimed(by=NURSE, now=month) == 1
    message = Message.objects.get(account_id=cast.an.account_id, event__startswith="unclaimed-")
    assert "đang chờ nhận" in message.subject
    assert "Điểu Thị An" in message.body
    for days, told in ((1, 0), (6, 0), (8, 1)):
        assert actions.remind_unclaimed(by=NURSE, now=month + timedelta(days=days)) == told
    assert Reminder.objects.get().times == 2
    assert journal.facts("returns.reminded")["times"] == 2
    assert queries.to_remind(month, month - timedelta(days=30), 5) == []
    assert queries.reminder_facts(dossier, month)["since"] == "14/10/2024"


@pytest.mark.django_db
def test_the_register_says_field_by_field_what_was_received_in_a_period() -> None:
    cast = Cast.of()
    binh = cast.officials[0].official
    dossier = finished(cast)
    actions.hand_over_at_counter(dossier.pk, NewHandOver(HUSBAND), by=binh, now=LATER)
    a_dossier(people.a_stranger())  # handed in, not received
    day = MONDAY.date()
    found = queries.received_in(binh, day, day)
    [row] = queries.register_rows(list(found))
    assert row.dossier == dossier
    assert row.received_by == "Nguyễn Văn Bình"
    assert row.handed is not None
    assert (row.handed.receiver_name, row.returned_at) == ("Điểu Văn Khang", LATER)
    assert list(queries.received_in(binh, day + timedelta(days=1), date(2024, 12, 31))) == []
    assert list(queries.received_in(people.dung().official, day, day)) == []


def test_of_two_who_hand_over_the_same_result_one_does(committed_db: str) -> None:
    cast = Cast.of()
    dossier = finished(cast)
    rival: Any = people.binh().official
    acts = [
        lambda by=by: actions.hand_over_at_counter(dossier.pk, NewHandOver(HERSELF), by=by, now=LATER)  # type: ignore[misc]
        for by in (cast.officials[0].official, rival)
    ]
    results = at_once(acts)
    assert sum(isinstance(result, Refused) for result in results) == 1
    assert HandOver.objects.count() == 1
    assert Posting.objects.count() == 0


def test_no_official_hands_a_result_over_by_one_press(db: None) -> None:
    cast = Cast.of()
    dossier = finished(cast)
    task, by = open_task(dossier), cast.whose(dossier)
    with refused("hand_over_unproved"), transaction.atomic():
        actions.complete_task(task.pk, "returned", by=by, now=LATER)
    [done] = actions.complete_several([(task.pk, "returned")], by=by, now=LATER)
    assert done.refusal is not None
    assert done.refusal.code == "hand_over_unproved"
    dossier.refresh_from_db()
    assert dossier.state == "finished"
