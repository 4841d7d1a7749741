"""What is said in a step has an end: one sentence refuses more, by whatever door it comes, and nothing has happened."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from motcua.domain.feedback import actions, queries
from motcua.domain.feedback.models import Answer, Question
from motcua.domain.feedback.rules import LONGEST_SAID, Said
from motcua.domain.feedback.states import RejectReason, State
from tests.build import people
from tests.build.refusals import refused
from tests.build.reports import ANSWER, DONE, MONDAY, Offices, a_report, press, walk

pytestmark = pytest.mark.django_db
JUST = "a" * LONGEST_SAID
MORE = f"{JUST}a"


@pytest.fixture
def offices() -> Offices:
    return Offices.of()


@pytest.mark.parametrize(
    ("state", "move", "who", "said"),
    [
        ("", "reject", "dispatcher", Said(reject=RejectReason.UNCLEAR, reason=MORE)),
        ("", "guide", "dispatcher", Said(reason=MORE)),
        ("", "pass_on", "dispatcher", Said(reason=MORE)),
        ("forwarded", "give_back", "handler", Said(reason=MORE)),
        ("accepted", "ask", "handler", Said(question=MORE)),
        ("accepted", "draft_answer", "handler", Said(answer=replace(ANSWER, what=MORE))),
        ("answer_drafted", "send_back", "head", Said(reason=MORE)),
        ("confirmed", "close", "dispatcher", Said(public_text=MORE, public_answer="Đã sửa.")),
        ("confirmed", "close", "dispatcher", Said(public_text="Cầu gãy.", public_answer=MORE)),
    ],
)
def test_an_official_says_no_more_than_is_read(offices: Offices, state: str, move: str, who: str, said: Said) -> None:
    report = walk(a_report(), offices, state) if state else a_report()
    before = queries.open_tasks(report.pk)
    with refused("said_too_long", longest=LONGEST_SAID):
        press(report, move, getattr(offices, who).official, said=said, now=MONDAY + timedelta(hours=4))
    assert queries.open_tasks(report.pk) == before


def test_whose_name_is_no_name_is_refused(offices: Offices) -> None:
    report = walk(a_report(), offices, "accepted")
    said = Said(answer=replace(ANSWER, who="a" * 301))
    with refused("name_too_long", longest=300):
        press(report, "draft_answer", offices.handler.official, said=said)
    assert not Answer.objects.exists()


def test_a_sender_replies_judges_and_is_published_within_the_same_length(offices: Offices) -> None:
    report = walk(a_report(), offices, "accepted")
    report = press(report, "ask", offices.handler.official, said=Said(question="Ở đầu hay cuối thôn?"))
    with refused("said_too_long", longest=LONGEST_SAID):
        actions.reply_by_link(report.matter.token, MORE, now=MONDAY)
    assert Question.objects.get().answered_at is None
    report = actions.reply_by_link(report.matter.token, JUST, now=MONDAY)
    report = press(report, "draft_answer", offices.handler.official, said=DONE)
    report = press(report, "answer", offices.head.official)
    with refused("said_too_long"):
        actions.give_verdict(report.verdicts.get().token, fixed=False, words=MORE, now=MONDAY)
    assert report.verdicts.get().given_at is None
    with refused("said_too_long"):
        actions.make_public(report.pk, MORE, by=offices.dispatcher.official, now=MONDAY)


def test_an_extension_is_reasoned_within_the_same_length(offices: Offices) -> None:
    report = walk(a_report(people.an()), offices, "accepted")
    with refused("said_too_long"):
        actions.extend(report.pk, 2, MORE, by=offices.head.official, now=MONDAY)
    assert report.state == State.ACCEPTED
