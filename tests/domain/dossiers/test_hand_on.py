"""An agency ends with open dossiers: all of them go on at its heir, once, and nobody's is lost."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from motcua.domain.accounts import actions as accounts
from motcua.domain.accounts import queries as people_asked
from motcua.domain.accounts.states import Duty
from motcua.domain.agencies import actions as agencies_acts
from motcua.domain.agencies import queries as agencies
from motcua.domain.agencies.models import Agency
from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.states import Event, State
from motcua.domain.matters import actions as matters_acts
from motcua.domain.matters import queries as matters
from motcua.domain.matters.models import Matter, Task
from motcua.domain.notices.models import Message
from motcua.kernel.actors import System
from motcua.kernel.errors import NotFound
from tests.build import jobs, journal, people, reform
from tests.build.cast import Cast
from tests.build.dossiers import (
    INTERLINKED,
    MONDAY,
    Commune,
    a_dossier,
    a_draft,
    open_task,
    typed_interlinked,
)
from tests.build.people import NURSE
from tests.build.reform import AFTER, COMMITTEE, NEW, ONE_STOP, PHONE, TO_THE_END, Reform
from tests.build.refusals import refused
from tests.domain.packs.copies import a_copy

pytestmark = pytest.mark.django_db
JOBS = System("jobs")


def cast_after(cast: Cast) -> Cast:
    """The officials of the new commune, for the same citizen."""
    officials = (*Commune.of(NEW).everybody, people.the_police(NEW), people.the_insurer(NEW))
    return Cast(cast.an, officials)


def assert_nothing_lies_at_an_ended_agency() -> None:
    ended = [agency.pk for agency in agencies.ended_by(AFTER.date())]
    assert matters.to_hand_on(ended, 1000) == []
    assert matters.orphans() == []
    assert matters.stranded(AFTER.date()) == []


@pytest.mark.parametrize("done", range(len(TO_THE_END)))
def test_a_dossier_in_each_state_is_walked_to_its_end_by_the_heirs(done: int, enact: Reform) -> None:
    cast = Cast.of()
    dossier = cast.go(a_dossier(cast.an), *TO_THE_END[:done], now=MONDAY)
    due = Matter.objects.get(pk=dossier.pk).due_at
    assert enact() == 1
    assert_nothing_lies_at_an_ended_agency()
    matter = Matter.objects.select_related("lead_agency", "one_stop").get(pk=dossier.pk)
    assert (matter.lead_agency.code, matter.one_stop.code, matter.due_at) == (COMMITTEE, ONE_STOP, due)
    dossier = cast_after(cast).go(dossier, *TO_THE_END[done:], now=AFTER)
    assert dossier.state == State.HANDED_OVER
    assert matters.orphans() == []


def test_a_dossier_that_waits_for_its_applicant_comes_back_to_the_heir(enact: Reform) -> None:
    cast = Cast.of()
    dossier = cast.go(a_dossier(cast.an), "accept", "ask_more", now=MONDAY)
    assert dossier.state == State.SUPPLEMENT
    assert enact() == 1
    after = cast_after(cast)
    dossier = after.go(dossier, "supplied", "propose", "approve", "issued", "returned", now=AFTER)
    assert dossier.state == State.HANDED_OVER
    assert {
        task.agency.code for task in Task.objects.filter(matter_id=dossier.pk, opened_at__gt=AFTER) if task.agency
    } == {
        COMMITTEE,
        ONE_STOP,
    }


@pytest.mark.parametrize("done", [1, 4, 6, 8])
def test_one_of_three_agencies_is_walked_to_its_end_too(done: int, enact: Reform) -> None:
    outcomes = ("accept", "propose", "approve", "issued", "propose", "approve", "propose", "approve", "returned")
    cast = Cast.of()
    dossier = cast.go(a_dossier(cast.an, procedure=INTERLINKED), *outcomes[:done], now=MONDAY)
    assert enact() == 1
    assert_nothing_lies_at_an_ended_agency()
    after = cast_after(cast)
    insurer = people.an_official(
        "Lý Văn Bảo", reform.agency("H10.90"), Duty.SPECIALIST, Duty.LEADER, position="Giám đốc"
    )
    dossier = Cast(cast.an, (*after.officials, insurer)).go(dossier, *outcomes[done:], now=AFTER)
    assert dossier.state == State.HANDED_OVER


def test_a_neighbour_whose_step_only_lay_in_the_district_goes_on_without_a_message(enact: Reform) -> None:
    area = "25404"
    commune = Commune.of(area)
    officials = (*commune.everybody, people.the_police(area), people.the_insurer())
    cast = Cast(people.an(), officials)
    draft = a_dossier(cast.an, procedure=INTERLINKED, typed=typed_interlinked(area))
    dossier = cast.go(draft, "accept", "propose", "approve", "issued", "propose", "approve", now=MONDAY)
    before = open_task(dossier)
    assert before.agency == reform.agency("H10.90.30")
    assert enact() == 1
    task = open_task(dossier)
    assert (task.agency, task.due_at, task.opened_at) == (reform.agency("H10.90"), before.due_at, before.opened_at)
    entry = journal.facts("matters.handed_on")
    assert (entry["from_agency"], entry["to_agency"], entry["roles"], entry["tasks"]) == (
        "H10.90.30",
        "H10.90",
        ["task"],
        1,
    )
    assert jobs.waiting("dossiers.tell_handed_on") == []


def test_the_journal_says_from_whom_to_whom_since_when(enact: Reform) -> None:
    cast = Cast.of()
    dossier = cast.press(a_dossier(cast.an), "accept", MONDAY)
    enact()
    entries = queries.handings_on(dossier.pk)
    assert [(entry.facts["from_agency"], entry.facts["to_agency"], entry.facts["roles"]) for entry in entries] == [
        ("H10.30.13", COMMITTEE, ["lead", "task"]),
        ("H10.30.13.01", ONE_STOP, ["one_stop"]),
    ]
    assert {entry.facts["since"] for entry in entries} == {"2024-11-01"}
    assert queries.handed_on_since(dossier.pk) == reform.FIRST_DAY
    told = list(queries.successions(entries).values())
    assert [(each.was.name, each.now.name, each.leads, each.receives) for each in told] == [
        ("Ủy ban nhân dân xã Đak Nhau", "Ủy ban nhân dân xã Đak Bom", True, False),
        ("Bộ phận Tiếp nhận và Trả kết quả xã Đak Nhau", "Bộ phận Tiếp nhận và Trả kết quả xã Đak Bom", False, True),
    ]
    dossier.refresh_from_db()
    view = queries.public_view(str(dossier.matter.code))
    assert [each.now.code for each in view.handed_on] == [COMMITTEE, ONE_STOP]
    assert journal.facts("agencies.handed_on")["since"] == "2024-11-01"


def test_the_applicant_is_told_once_whom_to_turn_to(enact: Reform) -> None:
    cast = Cast.of()
    dossier = cast.press(a_dossier(cast.an), "accept", MONDAY)
    enact()
    assert jobs.waiting("dossiers.tell_handed_on") == [{"dossier_id": dossier.pk}]
    message = actions.tell(dossier.pk, Event.HANDED_ON, by=JOBS, now=AFTER)
    assert message is not None
    for words in ("Từ ngày 01/11/2024", "Ủy ban nhân dân xã Đak Bom", f"điện thoại {PHONE}", "Trụ sở UBND xã Đak Bom"):
        assert words in message.body
    assert "01/11/2024" in message.subject
    assert actions.tell(dossier.pk, Event.HANDED_ON, by=JOBS, now=AFTER) is None
    assert Message.objects.filter(event__contains="handed_on").count() == 1
    later = actions.tell(dossier.pk, Event.ACCEPTED, by=JOBS, now=AFTER)
    assert later is not None
    assert PHONE in later.body


def test_doing_it_again_changes_nothing(enact: Reform) -> None:
    dossier = a_dossier()
    assert enact() == 1
    entries = journal.count()
    assert actions.hand_on_ended(by=JOBS, now=AFTER + timedelta(hours=1)) == 0
    heirs = agencies.heirs(AFTER.date())
    assert not actions.hand_on(dossier.pk, heirs, by=JOBS, now=AFTER)
    assert matters_acts.hand_on(dossier.pk, heirs, by=JOBS, now=AFTER) is None
    gone = reform.agency("H10.30.13.01")
    assert not actions.hand_on_desk(gone.pk, heirs[gone.pk], by=JOBS, now=AFTER)
    assert not agencies_acts.hand_on(gone.pk, heirs[gone.pk], by=JOBS, now=AFTER)
    assert journal.count() == entries


def test_until_its_last_day_is_over_an_agency_keeps_everything(tmp_path: Path) -> None:
    dossier = a_dossier()
    reform.load(reform.enacted(a_copy(tmp_path)), MONDAY)
    assert actions.hand_on_ended(by=JOBS, now=AFTER - timedelta(hours=9)) == 0  # 23:00 of the last day
    assert open_task(dossier).agency == reform.agency("H10.30.13.01")
    assert actions.hand_on_ended(by=JOBS, now=AFTER - timedelta(hours=7, minutes=53)) == 1


def test_a_batch_takes_so_many_and_the_next_the_others(tmp_path: Path) -> None:
    filed = {a_dossier(people.an(f"07019400{number:04d}", "Điểu Thị An")).pk for number in range(1230, 1233)}
    reform.load(reform.enacted(a_copy(tmp_path)))
    assert [actions.hand_on_ended(by=JOBS, now=AFTER, most=2) for _ in range(3)] == [2, 1, 0]
    assert set(Task.objects.filter(agency__code=ONE_STOP).values_list("matter_id", flat=True)) == filed


def test_who_holds_the_duty_at_the_heir_keeps_the_task_and_nobody_else(tmp_path: Path) -> None:
    cast = Cast.of()
    filed = [
        cast.press(a_dossier(people.an(f"07019400{number}", "Điểu Thị An")), "accept", MONDAY)
        for number in (1230, 1231)
    ]
    stays, goes = people.the_registrar(), people.the_registrar()
    for dossier, who in zip(filed, (stays, goes), strict=True):
        matters_acts.claim(open_task(dossier).pk, by=who.official, now=MONDAY)
    reform.load(reform.enacted(a_copy(tmp_path)))
    accounts.post(stays.account.pk, reform.agency(COMMITTEE).pk, Duty.SPECIALIST, by=NURSE, now=MONDAY)
    assert actions.hand_on_ended(by=JOBS, now=AFTER) == 2
    assert [open_task(dossier).assignee for dossier in filed] == [stays.account, None]


def test_an_official_of_the_ended_agency_is_told_where_the_task_went(enact: Reform) -> None:
    cast = Cast.of()
    dossier = cast.press(a_dossier(cast.an), "accept", MONDAY)
    registrar, stranger = cast.officials[1].official, people.dung().official
    enact()
    task = open_task(dossier)
    with refused("handed_on", agency="Ủy ban nhân dân xã Đak Bom"):
        actions.complete_task(task.pk, "propose", by=registrar, now=AFTER)
    with refused("handed_on"):
        matters_acts.claim(task.pk, by=registrar, now=AFTER)
    with refused("handed_on"):
        matters_acts.release(task.pk, by=registrar, now=AFTER)
    Agency.objects.filter(code="H10.30.17.01").update(successor=None, handed_on_at=None)
    with pytest.raises(NotFound):
        actions.complete_task(task.pk, "propose", by=stranger, now=AFTER)


def test_nobody_acts_for_an_agency_that_has_ended_and_everybody_sees_where_their_work_is(enact: Reform) -> None:
    binh = people.binh()
    enact()
    with pytest.raises(NotFound):
        binh.at(AFTER)
    assert people_asked.seats_of(binh.account.pk, AFTER) == []
    [gone] = people_asked.ended_seats_of(binh.account.pk, AFTER)
    heir = agencies.heir_of(gone, AFTER.date())
    assert heir is not None
    assert (gone.code, heir.code) == ("H10.30.13.01", ONE_STOP)


def test_a_draft_begun_for_the_old_commune_is_filed_with_the_new_one(enact: Reform) -> None:
    an = people.an()
    draft = a_draft(an)
    enact()
    dossier = actions.submit(draft.token, by=an, now=AFTER)
    matter = dossier.matter
    assert (matter.one_stop.code, matter.lead_agency.code) == (ONE_STOP, COMMITTEE)
    assert matter.event_area is not None
    assert matter.event_area.code == NEW
    assert open_task(dossier).agency == reform.agency(ONE_STOP)
    shown = queries.area_names(dossier.answers, AFTER.date(), "vi")
    assert shown["25399"] == "Xã Đak Nhau, Huyện Bù Đăng, Tỉnh Bình Phước"
