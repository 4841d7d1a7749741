"""What hangs on a dossier goes to the heir with it: money, papers, originals, the queue; and what was closed stays."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from motcua.domain.accounts import actions as accounts
from motcua.domain.accounts import queries as people_asked
from motcua.domain.accounts.states import Duty
from motcua.domain.agencies import queries as agencies
from motcua.domain.agencies.models import Agency
from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.models import Bundle, Custody, Forwarding, Sheet
from motcua.domain.dossiers.states import State
from motcua.domain.matters import queries as matters
from motcua.domain.matters.models import Matter
from motcua.domain.papers.models import Paper
from motcua.domain.payments import actions as payments
from motcua.domain.payments.models import Charge, Receipt
from motcua.domain.payments.queries import gateway
from motcua.domain.queues import actions as queues
from motcua.domain.returns import actions as returns_acts
from motcua.domain.returns import queries as returns
from motcua.kernel.actors import System
from motcua.kernel.errors import NotFound
from tests.build import counter, journal, people, reform
from tests.build.cast import REASON, Cast
from tests.build.dossiers import (
    MONDAY,
    a_dossier,
    open_task,
    typed_birth,
)
from tests.build.payments import a_dossier_with_fees
from tests.build.people import NURSE
from tests.build.queues import Unit
from tests.build.reform import AFTER, COMMITTEE, NEW, ONE_STOP, TO_THE_END, Reform
from tests.build.refusals import refused
from tests.domain.packs.copies import a_copy

pytestmark = pytest.mark.django_db
JOBS = System("jobs")


def test_papers_issued_before_keep_the_name_and_the_number_they_were_given(enact: Reform) -> None:
    cast = Cast.of()
    dossier = cast.go(a_dossier(cast.an), *TO_THE_END[:4], now=MONDAY)
    before = list(Paper.objects.order_by("pk").values_list("agency__code", "number", "symbol"))
    enact()
    assert list(Paper.objects.order_by("pk").values_list("agency__code", "number", "symbol")) == before
    for paper in Paper.objects.filter(matter_id=dossier.pk):
        assert queries.paper_seen_by(people.chi(NEW).official, paper.pk, MONDAY.date()) == paper


def test_closed_dossiers_stay_where_they_were_and_the_heir_may_read_them(enact: Reform) -> None:
    cast = Cast.of()
    dossier = cast.go(a_dossier(cast.an), *TO_THE_END, now=MONDAY)
    assert enact() == 0
    assert Matter.objects.get(pk=dossier.pk).one_stop.code == "H10.30.13.01"
    heir, stranger = people.binh(NEW).official, people.the_registrar("25404").official
    assert queries.one_seen_by(heir, dossier.pk) == dossier
    paper, [file, *_others] = Paper.objects.filter(matter_id=dossier.pk)[0], queries.files_of(dossier)
    assert queries.paper_seen_by(heir, paper.pk, MONDAY.date()) == paper
    assert queries.file_seen_by(heir, file.pk) == file
    assert set(agencies.predecessors(heir.agency_id)) == {
        reform.agency(code).pk for code in ("H10.30.13.01", "H10.30.17.01")
    }
    for attempt in (
        lambda: queries.one_seen_by(stranger, dossier.pk),
        lambda: queries.paper_seen_by(stranger, paper.pk, MONDAY.date()),
        lambda: queries.file_seen_by(stranger, file.pk),
    ):
        with pytest.raises(NotFound):
            attempt()


def test_the_heir_answers_for_what_was_closed(enact: Reform) -> None:
    cast = Cast.of()
    dossier = cast.go(a_dossier(cast.an), *TO_THE_END, now=MONDAY)
    enact()
    leader, reception, stranger = people.chi(NEW).official, people.binh(NEW).official, people.chi("25404").official
    seen = queries.answered_for(queries.one_seen_by(leader, dossier.pk), leader)
    assert (seen.matter.lead_agency.code, queries.whole(dossier.pk).matter.lead_agency.code) == (COMMITTEE, "H10.30.13")
    assert "reopen" in queries.deeds_open_to(leader, seen, queries.happened_to(dossier), [])
    result = Paper.objects.get(matter_id=dossier.pk, result=True)
    with pytest.raises(NotFound):
        actions.reissue(dossier.pk, result.pk, REASON, by=stranger, now=AFTER)
    with refused("other_agency"):
        actions.reissue(dossier.pk, result.pk, REASON, by=reception, now=AFTER)
    made = actions.reissue(dossier.pk, result.pk, REASON, by=leader, now=AFTER)
    assert (made.old.agency.code, made.new.agency.code) == ("H10.30.13", COMMITTEE)
    again = actions.reopen(dossier.pk, REASON, by=leader, now=AFTER)
    assert (again.matter.lead_agency.code, again.matter.one_stop.code) == (COMMITTEE, ONE_STOP)
    assert queries.whole(dossier.pk).matter.one_stop.code == "H10.30.13.01"


def test_the_heir_reads_nothing_before_the_day(tmp_path: Path) -> None:
    dossier = a_dossier()
    reform.load(reform.enacted(a_copy(tmp_path)), MONDAY)
    neighbour = people.an_official("Tôn Văn Kề", reform.agency("H10.01.01"), Duty.RECEPTION).official
    Agency.objects.filter(code="H10.30.13.01").update(successor=neighbour.agency_id)
    with pytest.raises(NotFound):
        queries.one_seen_by(neighbour, dossier.pk)


def test_what_is_owed_is_taken_by_the_heir_and_receipts_stay(enact: Reform) -> None:
    an = people.an()
    dossier = a_dossier_with_fees(an)
    order = payments.pay_online(dossier.pk, through=gateway(), by=an, now=AFTER - timedelta(hours=8))
    enact()
    order.refresh_from_db()
    assert order.unit == reform.agency(ONE_STOP)
    lines = list(Charge.objects.filter(matter_id=dossier.pk))
    assert {line.unit for line in lines} == {reform.agency(ONE_STOP)}
    assert payments.hand_on(Matter.objects.get(pk=dossier.pk), by=JOBS, now=AFTER) == 0
    assert not Receipt.objects.exists()


def test_originals_sheets_bundles_and_papers_on_their_way_are_the_heirs(enact: Reform) -> None:
    counter.a_copy_procedure()
    dossier = counter.received(brought=counter.brought(number="BC 123/2003"))
    somebody = people.binh()
    binh = somebody.official
    sheet = counter.a_sheet(binh)
    bundle = Bundle.objects.create(unit_id=binh.agency_id, opened_at=MONDAY)
    Forwarding.objects.create(dossier=dossier, unit=reform.agency("H10.30.17.01"), sent_at=MONDAY)
    enact()
    heir = people.binh(NEW).official
    bundle.refresh_from_db()
    assert Sheet.objects.get(pk=sheet.pk).unit_id == bundle.unit_id == heir.agency_id
    accounts.post(somebody.account.pk, heir.agency_id, Duty.RECEPTION, by=NURSE, now=MONDAY)
    there = people_asked.official_at(somebody.account.pk, heir.agency_id, AFTER)
    assert [each.pk for each in queries.open_sheets(there)] == [sheet.pk]
    assert Forwarding.objects.get().unit_id == heir.agency_id
    [custody] = Custody.objects.all()
    actions.give_back(dossier.pk, [custody.pk], "Trần Văn Tý", by=heir, now=AFTER)
    custody.refresh_from_db()
    assert custody.returned_by_id == heir.account_id


def test_the_queue_of_the_ended_unit_lapses(enact: Reform) -> None:
    unit = Unit.of()
    called, waiting = unit.ticket(), unit.ticket()
    queues.call_next(1, showing=None, by=unit.binh.official, now=MONDAY)
    enact()
    for ticket in (called, waiting):
        ticket.refresh_from_db()
        assert (ticket.state, ticket.closed_at) == ("lapsed", AFTER)
    assert journal.facts("queues.lapsed")["ticket"] == str(waiting)
    assert queues.lapse(unit.agency.pk, by=JOBS, now=AFTER) == 0


def test_a_result_at_the_post_is_waited_for_by_the_heir(enact: Reform) -> None:
    cast = Cast.of()
    dossier = cast.go(
        a_dossier(cast.an, typed=typed_birth(result_method="post", result_address="thôn Đak Xuyên, xã Đak Nhau")),
        *TO_THE_END[:4],
        now=MONDAY,
    )
    actions.send_by_post(dossier.pk, "RR123456789VN", by=cast.officials[0].official, now=MONDAY + timedelta(hours=1))
    enact()
    heir = people.binh(NEW).official
    assert [posting.matter_id for posting in returns.at_the_post(heir)] == [dossier.pk]
    actions.delivered_by_post(dossier.pk, "Điểu Thị An", AFTER.date(), by=heir, now=AFTER)
    dossier.refresh_from_db()
    assert dossier.state == State.HANDED_OVER
    assert returns_acts.hand_on(heir.agency_id, reform.agency("H10.01.01"), by=JOBS, now=AFTER) == 0


def test_another_calendar_at_the_heir_moves_no_date(enact: Reform) -> None:
    cast = Cast.of()
    dossier = cast.press(a_dossier(cast.an), "accept", MONDAY)
    task = open_task(dossier)
    due = Matter.objects.get(pk=dossier.pk).due_at
    other = agencies.calendar_coded("hanh-chinh")
    other.pk, other.code = None, "khac"
    other.save(force_insert=True)
    enact()
    Agency.objects.filter(code=COMMITTEE).update(calendar=other)
    assert (open_task(dossier).due_at, Matter.objects.get(pk=dossier.pk).due_at) == (task.due_at, due)


def test_open_work_of_an_agency_that_nobody_took_over_is_named(enact: Reform) -> None:
    dossier = a_dossier()
    enact()
    Agency.objects.filter(code=ONE_STOP).update(valid_to=AFTER.date())
    day = AFTER.date() + timedelta(days=1)
    assert actions.hand_on_ended(by=JOBS, now=AFTER + timedelta(days=1)) == 0
    [found] = matters.stranded(day)
    assert (found.agency.code, found.matters) == (ONE_STOP, 1)
    assert found.story == (
        "Bộ phận Tiếp nhận và Trả kết quả xã Đak Bom đã kết thúc ngày 01/11/2024 mà chưa có cơ quan tiếp nhận: "
        "1 hồ sơ đang mở."
    )
    assert open_task(dossier).agency == reform.agency(ONE_STOP)
