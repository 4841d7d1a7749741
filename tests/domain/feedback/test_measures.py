"""The counters of QĐ 766/QĐ-TTg and of NĐ 20/2008/NĐ-CP, beside a count by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from motcua.domain.feedback import actions, queries
from motcua.domain.feedback.models import Report
from motcua.domain.feedback.queries import Index766, Served766, Sorted
from motcua.domain.feedback.rules import Said
from motcua.domain.feedback.states import RejectReason
from motcua.domain.ratings import actions as ratings
from motcua.domain.ratings.actions import Slip
from motcua.domain.ratings.states import Overall
from motcua.kernel.errors import NotFound
from tests.build import people
from tests.build.dossiers import Commune, a_dossier
from tests.build.dossiers import walk as walk_dossier
from tests.build.people import NURSE
from tests.build.reports import AN_AS_SENDER, DONE, MONDAY, RULE, Offices, a_report, press, sent, walk

pytestmark = pytest.mark.django_db
WEEK = (date(2024, 10, 14), date(2024, 10, 20))
HOUR = timedelta(hours=1)
WHY = "Không thuộc việc của đơn vị."
FINISHED = MONDAY + 3 * HOUR


@pytest.fixture
def offices() -> Offices:
    return Offices.of()


def judged(report: Report, *, fixed: bool, satisfied: bool | None = None, late: bool = False, after: int = 3) -> Report:
    verdict = report.verdicts.get(given_at__isnull=True)
    return actions.give_verdict(verdict.token, fixed=fixed, satisfied=satisfied, late=late, now=MONDAY + after * HOUR)


def again(report: Report, offices: Offices) -> Report:
    """Answered a second time after “not fixed”."""
    report = press(report, "draft_answer", offices.handler.official, said=DONE, now=MONDAY + 4 * HOUR)
    return press(report, "answer", offices.head.official, now=MONDAY + 5 * HOUR)


def given_back(offices: Offices) -> Report:
    report = walk(a_report(), offices, "forwarded")
    return press(report, "give_back", offices.handler.official, said=Said(reason=WHY))


def test_every_report_of_the_period_counted_by_hand(offices: Offices) -> None:
    """One report for each thing that can become of one; beside each, what it adds to the four numbers."""
    unit = offices.handler.official.agency_id
    a_report()  # not sent on yet: nobody's
    walk(a_report(), offices, "forwarded")  # received, within
    walk(a_report(), offices, "accepted")  # received, within
    walk(a_report(), offices, "answered")  # received, within, on time
    judged(walk(a_report(), offices, "answered"), fixed=True)  # received, within, on time
    judged(walk(a_report(), offices, "answered"), fixed=True, satisfied=False)  # … and against
    judged(walk(a_report(), offices, "answered"), fixed=True, late=True)  # … and against, for it was late
    judged(walk(a_report(), offices, "answered"), fixed=False)  # received, within, against; not done
    twice = again(judged(walk(a_report(), offices, "answered"), fixed=False), offices)
    judged(twice, fixed=False, after=6)  # two verdicts, but one report: received, within, against; not done
    late = walk(a_report(), offices, "answered")  # received, within, but not on time
    Report.objects.filter(pk=late.pk).update(answered_at=late.matter.due_at + timedelta(seconds=1))
    given_back(offices)  # not the unit's
    sealed = walk(a_report(), offices, "accepted")  # a denunciation is nobody's figure
    actions.seal(sealed.pk, by=offices.handler.official, now=MONDAY + HOUR)
    gone = walk(a_report(), offices, "accepted")  # received, not within: taken back
    actions.withdraw_by_link(gone.matter.token, now=MONDAY + HOUR)
    walk(a_report(now=MONDAY - timedelta(days=7)), offices, "accepted", now=MONDAY - timedelta(days=7))  # before
    dispatcher = offices.dispatcher.official  # what the coordinator ends is received by no unit
    press(a_report(), "reject", dispatcher, said=Said(reject=RejectReason.SPAM))
    press(a_report(), "guide", dispatcher, said=Said(reason="Xin gửi đơn khiếu nại đến cơ quan đã ra quyết định."))
    press(a_report(), "pass_on", dispatcher, said=Said(reason="Việc của tỉnh Đắk Nông, đã chuyển."))
    press(a_report(), "merge", dispatcher, said=Said(into=str(late.matter.code)))
    returned = press(
        walk(a_report(), offices, "forwarded"), "give_back", offices.handler.official, said=Said(reason=WHY)
    )
    press(returned, "reject", dispatcher, said=Said(reject=RejectReason.OUTSIDE))  # nor after it was given back
    actions.withdraw_by_link(a_report().matter.token, now=MONDAY + HOUR)  # nor what was taken back before
    again_home = press(
        walk(a_report(), offices, "forwarded"), "give_back", offices.handler.official, said=Said(reason=WHY)
    )
    actions.withdraw_by_link(again_home.matter.token, now=MONDAY + HOUR)
    found = queries.index_766(unit, *WEEK)
    assert found == Index766(all=10, within=9, on_time=4, discontent=4)
    assert found.on_time_percent == round(100 * 4 / 9, 2)
    assert found.content_percent == 60.0
    rows = queries.index_766_by_unit(offices.dispatcher.official, *WEEK)
    assert [(code, index) for code, _name, _en, index in rows] == [(offices.handler.official.agency_code, found)]
    assert queries.index_766(people.dung().official.agency_id, *WEEK) == Index766(0, 0, 0, 0)


def test_dossiers_that_somebody_was_not_content_with_counted_by_hand() -> None:
    commune, later = Commune.of(), timedelta(days=7)
    unit, days = commune.registrar.official.agency_id, (date(2024, 10, 14), date(2024, 10, 18))

    def settled(*, overall: str = "", told: bool = False, withdrawn: bool = False) -> None:
        dossier = walk_dossier(a_dossier(), commune, "handed_over")
        if overall:
            slip = Slip(2, 1, 2, 2, 1, Overall(overall), "Phải đi lại nhiều lần.")
            ratings.give(dossier.matter.token, slip, by=NURSE, now=FINISHED)
        if told:
            about = {"about_code": dossier.matter.code, "content": "Hồ sơ trễ hẹn đã lâu."}
            report = a_report(category="tthc-tre-hen", now=FINISHED, **about)
            if withdrawn:
                actions.withdraw_by_link(report.matter.token, now=FINISHED + HOUR)

    settled()  # nobody said anything
    settled(overall="satisfied")
    settled(overall="not_satisfied")  # against
    settled(told=True)  # against
    settled(overall="not_satisfied", told=True)  # against, once
    settled(told=True, withdrawn=True)
    walk_dossier(a_dossier(), commune, "accepted")  # not settled
    assert queries.served_766(unit, *days) == Served766(settled=6, discontent=3)
    assert queries.served_766(unit, *days).content_percent == 50.0
    assert queries.served_766(unit, *(day + later for day in days)) == Served766(0, 0)
    assert Served766(0, 0).content_percent is None


def test_a_unit_without_reports_has_no_ratio() -> None:
    none = Index766(0, 0, 0, 0)
    assert (none.on_time_percent, none.content_percent) == (None, None)


def test_the_ratios_of_all_units_are_for_who_coordinates(offices: Offices) -> None:
    with pytest.raises(NotFound):
        queries.index_766_by_unit(offices.head.official, *WEEK)
    assert queries.strict(offices.handler.official.agency_id, *WEEK).due == 0


def about_a_rule(**changed: object) -> Report:
    return a_report(category=RULE, content="Quy định nộp bản sao chứng thực không còn phù hợp.", **changed)


def test_feedback_about_rules_is_sorted_and_counted_by_hand(offices: Offices) -> None:
    dispatcher = offices.dispatcher.official
    own = press(about_a_rule(), "forward", dispatcher)  # to the office that receives it by law
    elsewhere = press(about_a_rule(), "forward", dispatcher, said=Said(to="H10.12"), now=MONDAY + HOUR)
    waiting = about_a_rule()
    returned = press(
        about_a_rule(), "reject", dispatcher, said=Said(reject=RejectReason.UNCLEAR, reason="Chưa rõ quy định nào.")
    )
    nameless = about_a_rule(by=NURSE, sender=replace(AN_AS_SENDER, name="", address=""))
    behaviour = press(a_report(category="tthc-thai-do", content="Cán bộ quát người dân ở quầy."), "forward", dispatcher)
    late = press(
        a_report(category="tthc-doi-them", content="Bị đòi thêm giấy tờ ngoài quy định."),
        "forward",
        dispatcher,
        now=MONDAY + timedelta(days=8),
    )
    a_report()  # a bridge is no rule
    rows = {row.code: row for row in queries.rule_register(dispatcher, *WEEK)}
    now = MONDAY + timedelta(days=1)
    assert {code: row.sorted for code, row in rows.items()} == {
        own.matter.code: Sorted.OWN,
        elsewhere.matter.code: Sorted.ELSEWHERE,
        waiting.matter.code: Sorted.OWN,
        returned.matter.code: Sorted.RETURNED,
        nameless.matter.code: Sorted.OWN,
        behaviour.matter.code: Sorted.BEHAVIOUR,
        late.matter.code: Sorted.BEHAVIOUR,
    }
    assert [code for code, row in rows.items() if not row.complete] == [nameless.matter.code]
    assert [code for code, row in rows.items() if row.late(now)] == [late.matter.code]
    row = rows[str(elsewhere.matter.code)]
    assert (row.name, row.address, row.contact) == ("Điểu Thị An", "thôn Đak Xuyên", "0912345678")
    assert row.sent_on_at == MONDAY + HOUR
    assert row.send_on_by.date() == date(2024, 10, 21)  # five working days: a weekend between
    counts = queries.rule_counts(rows.values(), now)
    assert (counts.received, counts.accepted, counts.returned, counts.incomplete) == (7, 6, 1, 1)
    assert (counts.behaviour, counts.own, counts.elsewhere) == (2, 3, 1)
    assert (counts.in_time, counts.late) == (2, 1)


def test_what_still_lies_here_after_five_days_is_late(offices: Offices) -> None:
    a_report(category="tthc-thai-do", content="Cán bộ quát người dân ở quầy.")
    (row,) = queries.rule_register(offices.dispatcher.official, *WEEK)
    assert not row.late(MONDAY + timedelta(days=7))
    assert row.late(MONDAY + timedelta(days=8))


def test_the_register_is_for_who_coordinates_and_knows_no_denunciation(offices: Offices) -> None:
    with pytest.raises(NotFound):
        next(queries.rule_register(offices.head.official, *WEEK))
    report = about_a_rule()
    actions.seal(report.pk, by=offices.dispatcher.official, now=MONDAY)
    actions.file_report(sent(RULE, "Tôi tố cáo ông X đặt ra quy định để tham ô."), by=NURSE, now=MONDAY)
    assert list(queries.rule_register(offices.dispatcher.official, *WEEK)) == []
