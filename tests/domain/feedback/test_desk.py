"""What the desk reads of reports: for whose eyes each thing is, and which decisions are offered to whom."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.domain.accounts.states import Duty
from motcua.domain.agencies.models import Agency
from motcua.domain.feedback import actions, queries
from motcua.domain.feedback.queries import Wanted
from motcua.domain.feedback.rules import Said, Sender
from motcua.domain.feedback.states import State, Urgency
from motcua.domain.journal.models import Entry
from motcua.kernel.errors import NotFound, Refused
from tests.build import people
from tests.build.people import NURSE
from tests.build.reports import FIRE, MONDAY, Offices, a_photo, a_report, press, walk

pytestmark = pytest.mark.django_db


@pytest.fixture
def offices() -> Offices:
    return Offices.of()


def codes(official: object, **asked: object) -> list[str]:
    wanted = Wanted(**asked)  # type: ignore[arg-type]  # as a page fills it in
    return [str(each.matter) for each in queries.listed(official, wanted, MONDAY)]  # type: ignore[arg-type]  # an official


def test_the_list_is_narrowed_by_each_filter(offices: Offices) -> None:
    old = a_report(now=MONDAY - timedelta(days=12))
    urgent = a_report(people.a_stranger(), category=FIRE)
    by = offices.dispatcher.official
    assert codes(by) == [str(urgent.matter), str(old.matter)]
    assert codes(by, category="gt-mat-duong") == [str(old.matter)]
    assert codes(by, urgency=Urgency.URGENT) == [str(urgent.matter)]
    assert codes(by, late=True) == [str(old.matter)]
    assert codes(by, code=str(urgent.matter)[:10]) == [str(urgent.matter)]
    assert codes(by, state=State.CLOSED) == []
    assert codes(people.dung().official) == []
    known = {code for code, _name, _english in queries.categories_of(by)}
    assert {"gt-mat-duong", FIRE} <= known
    assert "to-cao" not in known


def test_the_sender_is_known_to_who_coordinates_and_by_consent(offices: Offices) -> None:
    hidden = walk(a_report(), offices, "accepted")
    shown = walk(a_report(people.a_stranger(), sender=Sender("Lạ", "0987654321", shows=True)), offices, "accepted")
    whole = queries.one_seen_by(offices.dispatcher.official, hidden.pk)
    assert queries.coordinates(whole, offices.dispatcher.official)
    assert not queries.coordinates(whole, offices.handler.official)
    sender = queries.sender_shown_to(whole, offices.dispatcher.official)
    assert sender is not None
    assert sender.phone == "0912345678"
    assert queries.sender_shown_to(whole, offices.handler.official) is None
    known = queries.sender_shown_to(shown, offices.handler.official)
    assert known is not None
    assert known.phone == "0987654321"


def test_pictures_come_bare_to_who_may_not_know_the_sender(offices: Offices) -> None:
    report = walk(a_report(files=[("a.jpg", a_photo(where=True))]), offices, "answer_drafted")
    (own, evidence) = queries.pictures_of(report, offices.handler.official)
    assert (own.ready, evidence.ready, evidence.is_picture) == (False, True, True)
    actions.make_public_copies(report.pk, by=NURSE, now=MONDAY)
    (own, _evidence) = queries.pictures_of(report, offices.handler.official)
    assert own.file == own.photo.public
    (whole, _evidence) = queries.pictures_of(report, offices.dispatcher.official)
    assert whole.file == whole.photo.file
    assert queries.file_seen_by(offices.head.official, own.photo.pk).file == own.photo.public
    with pytest.raises(NotFound):
        queries.file_seen_by(people.dung().official, own.photo.pk)


def test_everything_said_stands_together(offices: Offices) -> None:
    report = walk(a_report(), offices, "accepted")
    actions.extend(report.pk, 3, "Chờ nước rút mới làm được.", by=offices.head.official, now=MONDAY)
    report = press(report, "ask", offices.handler.official, said=Said(question="Cầu ở đầu hay cuối thôn?"))
    said = queries.correspondence(report)
    assert [each.text for each in said.questions] == ["Cầu ở đầu hay cuối thôn? Xin trả lời trước ngày 20/10/2024."]
    assert said.extension is not None
    assert (said.answers, said.verdicts) == ([], [])


def test_parts_and_merged_ones_are_found_from_the_whole(offices: Offices) -> None:
    first, again = a_report(), a_report(people.a_stranger())
    press(again, "merge", offices.dispatcher.official, said=Said(into=str(first.matter)))
    (part,) = actions.split(first.pk, ["H10.30.13"], by=offices.dispatcher.official, now=MONDAY)
    assert [each.pk for each in queries.merged_into(first)] == [again.pk]
    assert [each.pk for each in queries.parts_of(first)] == [part.pk]


def test_a_complaint_is_heard_by_its_words() -> None:
    assert queries.sounds_like_complaint(a_report(content="Tôi khiếu nại quyết định của huyện."))
    assert not queries.sounds_like_complaint(a_report(people.a_stranger()))


def test_a_step_is_offered_to_whom_it_belongs(offices: Offices) -> None:
    report = walk(a_report(), offices, "accepted")
    task = queries.open_tasks(report.pk)[0]
    (waiting,) = queries.desk_view(report, offices.handler.official)
    assert [each.move for each in waiting.choices] == ["draft_answer", "ask"]
    (waiting,) = queries.desk_view(report, offices.head.official)
    assert (waiting.choices, waiting.not_because) == ([], "other_duty")
    (waiting,) = queries.desk_view(report, offices.dispatcher.official)
    assert (waiting.choices, waiting.not_because) == ([], "other_agency")
    assert queries.choice(task.pk, "ask", offices.handler.official)[1].move == "ask"
    assert queries.task_seen_by(offices.head.official, task.pk) == task
    with pytest.raises(NotFound):
        queries.choice(task.pk, "ask", people.dung().official)
    with pytest.raises(NotFound):
        queries.task_seen_by(offices.dispatcher.official, task.pk)
    press(report, "ask", offices.handler.official, said=Said(question="Cầu ở đầu hay cuối thôn?"))
    for ask in (
        lambda: queries.choice(task.pk, "ask", offices.handler.official),
        lambda: queries.task_seen_by(offices.handler.official, task.pk),
    ):
        with pytest.raises(Refused) as refused:
            ask()
        assert refused.value.code == "task_closed"


def test_decisions_beside_the_route_have_their_owners(offices: Offices) -> None:
    report = queries.one_seen_by(offices.dispatcher.official, walk(a_report(), offices, "accepted").pk)
    deeds = {who: queries.deeds_open_to(somebody.official, report, MONDAY) for who, somebody in vars(offices).items()}
    assert deeds["dispatcher"] == {"seal", "split", "publish", "keep_private"}
    assert deeds["handler"] == {"seal"}
    assert deeds["head"] == {"seal", "extend"}


def test_only_a_dispatcher_is_given_every_unit(offices: Offices) -> None:
    found = queries.units(offices.dispatcher.official, MONDAY.date())
    assert offices.handler.official.agency_code in {code for _area, rows in found for code, _name in rows}
    with pytest.raises(NotFound):
        queries.units(offices.head.official, MONDAY.date())


def test_who_is_reported_is_told_nothing_of_it(offices: Offices) -> None:
    report = a_report(about_official=offices.dispatcher.account.pk)
    task = queries.open_tasks(report.pk)[0]
    other = people.an_official("Hai", Agency.objects.get(code="H10.12.01"), Duty.DISPATCHER).official
    assert queries.is_about(offices.dispatcher.official, task.pk)
    assert not queries.is_about(other, task.pk)
    with pytest.raises(NotFound):
        queries.one_seen_by(offices.dispatcher.official, report.pk)
    assert queries.one_seen_by(other, report.pk).pk == report.pk


def test_who_leads_the_unit_of_whom_it_is_about_does_not_see_it_either(offices: Offices) -> None:
    report = a_report(about_official=offices.dispatcher.account.pk)
    centre = Agency.objects.get(code="H10.12.01")
    head = people.an_official("Giám đốc", centre, Duty.DISPATCHER, Duty.LEADER).official
    other = people.an_official("Hai", centre, Duty.DISPATCHER).official
    assert not queries.seen_by(head).exists()
    assert queries.is_about(head, queries.open_tasks(report.pk)[0].pk)
    assert list(queries.register(head, MONDAY.date(), MONDAY.date())) == []
    assert [each.code for each in queries.register(other, MONDAY.date(), MONDAY.date())] == [report.matter.code]
    assert [each.pk for each in queries.seen_by(other)] == [report.pk]
    assert queries.seen_by(head).count() == 0
    a_report(people.a_stranger())
    assert queries.seen_by(head).count() == 1


def test_a_verdict_by_the_link_is_not_taken_for_silence(offices: Offices) -> None:
    walk(a_report(), offices, "confirmed")
    assert Entry.objects.get(verb="feedback.confirmed").facts["by_lapse"] is False
