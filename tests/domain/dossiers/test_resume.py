"""The applicant supplies what was asked, and the clock goes on where it rested."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from motcua.domain.documents import queries as documents
from motcua.domain.documents.models import File
from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.models import Attachment, Dossier, SupplementRequest
from motcua.domain.matters.models import Hold
from motcua.kernel.errors import NotFound
from tests.build import jobs, journal, people
from tests.build.cast import ITEMS, REASON, Cast
from tests.build.dossiers import INTERLINKED, MONDAY, PDF, a_dossier, open_task
from tests.build.refusals import refused
from tests.build.routes import a_procedure, the_steps_of_a_birth

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(hours=1)
GIVEN = [("giay-chung-sinh", "chụp lại.pdf", PDF)]


def asked(cast: Cast, now: datetime = MONDAY) -> Dossier:
    """A dossier that waits for the applicant before it is accepted."""
    return cast.go(a_dossier(cast.an, now=now), "ask_more", now=now)


def test_what_is_supplied_joins_the_dossier() -> None:
    cast = Cast.of()
    dossier = asked(cast)
    later = MONDAY + timedelta(days=2)
    dossier = actions.resume(dossier.pk, GIVEN, "Tôi đã chụp lại.", by=cast.an, now=later)
    assert dossier.state == "new"
    assert [file.part for file in queries.files_of(dossier)] == ["giay-chung-sinh"] * 2
    assert documents.content_of(queries.files_of(dossier)[-1].file) == PDF
    request = SupplementRequest.objects.get(dossier=dossier)
    assert (request.supplied_at, request.note) == (later, "Tôi đã chụp lại.")
    assert open_task(dossier).step == "receive"
    assert Hold.objects.get(matter_id=dossier.pk).ends_at == later


def test_the_office_has_its_eight_hours_again() -> None:
    cast = Cast.of()
    dossier = asked(cast)
    thursday = MONDAY + timedelta(days=3)
    actions.warn_unanswered(by=people.NURSE, now=thursday)
    dossier = actions.resume(dossier.pk, GIVEN, "", by=cast.an, now=thursday)
    dossier.refresh_from_db()
    assert dossier.answer_due_at == thursday + timedelta(days=1)
    assert actions.warn_unanswered(by=people.NURSE, now=thursday + timedelta(hours=2)) == 0
    assert actions.warn_unanswered(by=people.NURSE, now=thursday + timedelta(days=2)) == 1


def test_it_is_journalled_and_the_thanks_are_queued() -> None:
    cast = Cast.of()
    dossier = asked(cast)
    actions.resume(dossier.pk, GIVEN, "", by=cast.an, now=MONDAY + timedelta(hours=1))
    entry = journal.last("dossiers.supplement_supplied")
    assert (entry.by_kind, entry.facts["state"]) == ("citizen", "new")
    assert jobs.waiting("dossiers.tell_supplied") == [{"dossier_id": dossier.pk}]


def test_the_clock_leaves_out_the_time_it_rested() -> None:
    """The vector of the law notes: five days, asked Wednesday 10:00, supplied Friday 15:00: due Wednesday 11:00."""
    procedure = a_procedure("9.000005", the_steps_of_a_birth(), limit="5 working_days", policy="same_time")
    cast = Cast.of()
    dossier = cast.press(a_dossier(cast.an, procedure=procedure.code), "accept", MONDAY)
    assert dossier.matter.due_at == datetime(2024, 10, 21, 1, 0, tzinfo=UTC)
    cast.press(dossier, "ask_more", datetime(2024, 10, 16, 3, 0, tzinfo=UTC))
    dossier = cast.press(dossier, "supplied", datetime(2024, 10, 18, 8, 0, tzinfo=UTC))
    assert dossier.matter.due_at == datetime(2024, 10, 23, 4, 0, tzinfo=UTC)


def test_where_the_procedure_says_so_the_clock_starts_anew() -> None:
    body = {"supplement": {"window_days": 30, "style": "restart", "max_after_acceptance": 1}}
    a_procedure("9.000006", the_steps_of_a_birth(), limit="5 working_days", policy="same_time", body=body)
    cast = Cast.of()
    dossier = cast.press(a_dossier(cast.an, procedure="9.000006"), "accept", MONDAY)
    cast.press(dossier, "ask_more", datetime(2024, 10, 16, 3, 0, tzinfo=UTC))
    friday = datetime(2024, 10, 18, 8, 0, tzinfo=UTC)
    dossier = cast.press(dossier, "supplied", friday)
    assert dossier.matter.counted_from == friday
    assert dossier.matter.received_at == MONDAY
    assert dossier.matter.due_at == friday + timedelta(days=7)


def test_a_rest_before_acceptance_does_not_lengthen_the_time_after() -> None:
    cast = Cast.of()
    dossier = cast.go(a_dossier(cast.an, procedure=INTERLINKED), "ask_more", now=MONDAY)
    cast.press(dossier, "supplied", MONDAY + timedelta(days=2))
    thursday = MONDAY + timedelta(days=3)
    dossier = cast.press(dossier, "accept", thursday)
    assert dossier.matter.due_at == thursday + timedelta(days=28)
    cast.press(dossier, "ask_more", thursday + timedelta(days=1))
    dossier = cast.press(dossier, "supplied", thursday + timedelta(days=4))
    assert dossier.matter.due_at == thursday + timedelta(days=29)  # Friday to Monday: one working day


def test_it_may_still_be_supplied_after_the_window_while_nobody_has_stopped() -> None:
    cast = Cast.of()
    dossier = asked(cast)
    assert actions.resume(dossier.pk, GIVEN, "", by=cast.an, now=MONDAY + timedelta(days=40)).state == "new"


def test_a_part_nobody_asked_for_is_kept_under_a_name_of_ours() -> None:
    cast = Cast.of()
    dossier = asked(cast)
    actions.resume(dossier.pk, [("Điểu Thị An 070194001234", "a.pdf", PDF)], "", by=cast.an, now=LATER)
    assert Attachment.objects.filter(dossier=dossier).order_by("-pk")[0].part == "bo-sung"


@pytest.mark.parametrize("note", ["", "  \n "])
def test_nothing_at_all_is_refused(note: str) -> None:
    cast = Cast.of()
    dossier = asked(cast)
    with refused("nothing_supplied"):
        actions.resume(dossier.pk, [], note, by=cast.an, now=LATER)


def test_a_word_alone_is_enough() -> None:
    cast = Cast.of()
    dossier = asked(cast)
    assert actions.resume(dossier.pk, [], "Gia đình chưa xin được giấy.", by=cast.an, now=LATER).state == "new"


def test_too_many_files_are_refused() -> None:
    cast = Cast.of()
    dossier = asked(cast)
    with refused("too_many_files", most=30):
        actions.resume(dossier.pk, GIVEN * 31, "", by=cast.an, now=LATER)


def test_one_bad_file_and_nothing_is_taken() -> None:
    cast = Cast.of()
    dossier = asked(cast)
    files = File.objects.count()
    with refused("file_empty", name="trắng.pdf"), transaction.atomic():
        actions.resume(dossier.pk, [*GIVEN, ("khac", "trắng.pdf", b"")], "chào", by=cast.an, now=LATER)
    assert File.objects.count() == files
    assert SupplementRequest.objects.get(dossier=dossier).note == ""
    assert open_task(dossier).agency is None


def test_what_was_not_asked_is_refused() -> None:
    an = people.an()
    dossier = a_dossier(an)
    with refused("nothing_was_asked"):
        actions.resume(dossier.pk, GIVEN, "", by=an, now=MONDAY)


def test_it_is_supplied_once() -> None:
    cast = Cast.of()
    dossier = asked(cast)
    actions.resume(dossier.pk, GIVEN, "", by=cast.an, now=MONDAY + timedelta(hours=1))
    with refused("nothing_was_asked"):
        actions.resume(dossier.pk, GIVEN, "", by=cast.an, now=MONDAY + timedelta(hours=1))


def test_only_the_applicant_supplies() -> None:
    cast = Cast.of()
    dossier = asked(cast)
    waiting = open_task(dossier)
    with pytest.raises(NotFound):
        actions.resume(dossier.pk, GIVEN, "", by=people.a_stranger(), now=MONDAY)
    with pytest.raises(NotFound):
        actions.complete_task(waiting.pk, "supplied", by=people.a_stranger(), now=MONDAY)
    with pytest.raises(NotFound):
        actions.complete_task(waiting.pk, "supplied", by=people.dung().official, now=MONDAY)
    with refused("window_still_open"):
        actions.complete_task(waiting.pk, "supplied", by=people.binh().official, now=MONDAY)


def test_a_stranger_does_not_learn_that_a_wait_is_over() -> None:
    cast = Cast.of()
    dossier = asked(cast)
    waiting = open_task(dossier)
    cast.press(dossier, "supplied", MONDAY + timedelta(hours=1))
    for nobody in (people.a_stranger(), people.dung().official):
        with pytest.raises(NotFound):
            actions.complete_task(waiting.pk, "supplied", by=nobody, now=MONDAY + timedelta(hours=2))
    with refused("task_closed"):
        actions.complete_task(waiting.pk, "supplied", by=cast.an, now=MONDAY + timedelta(hours=2))


def test_the_applicant_does_not_stop_their_own_dossier() -> None:
    cast = Cast.of()
    dossier = asked(cast)
    with pytest.raises(NotFound):
        actions.complete_task(
            open_task(dossier).pk,
            "not_supplied",
            by=cast.an,
            now=MONDAY + timedelta(days=40),
            said=actions.Said(reason=REASON, items=ITEMS),
        )
