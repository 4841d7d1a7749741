"""Asking once for everything that is missing; the clock rests until it is there."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.models import SupplementRequest
from motcua.domain.matters import queries as matters
from motcua.domain.matters.models import Hold
from motcua.domain.papers.models import Paper
from motcua.kernel.actors import System
from motcua.kernel.errors import NotFound
from tests.build import jobs, journal, people
from tests.build.cast import ITEMS, REASON, Cast
from tests.build.dossiers import MONDAY, a_dossier, open_task
from tests.build.refusals import refused

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(hours=1)


def test_before_acceptance_there_is_no_clock_to_rest() -> None:
    dossier = actions.ask_supplement(a_dossier().pk, ITEMS, REASON, by=people.binh().official, now=LATER)
    assert dossier.state == "incomplete"
    asked = SupplementRequest.objects.get(dossier=dossier)
    assert (asked.before_acceptance, asked.window_ends_on) == (True, date(2024, 11, 13))
    assert asked.items == [
        {"name": "Giấy chứng sinh", "note": "Chụp lại cho rõ cả bốn góc.", "code": "giay-chung-sinh"}
    ]
    assert open_task(dossier).agency is None
    assert dossier.matter.due_at is None
    assert matters.orphans() == []


def test_after_acceptance_the_clock_rests() -> None:
    cast = Cast.of()
    dossier = cast.go(a_dossier(cast.an), "accept", "ask_more", now=MONDAY)
    assert dossier.state == "supplement"
    hold = Hold.objects.get(matter_id=dossier.pk)
    assert (hold.reason, hold.starts_at, hold.ends_at) == ("applicant", MONDAY + timedelta(minutes=20), None)
    assert not SupplementRequest.objects.get(dossier=dossier).before_acceptance


def test_form_02_lists_everything_and_the_applicant_is_told() -> None:
    dossier = actions.ask_supplement(a_dossier().pk, ITEMS, REASON, by=people.binh().official, now=LATER)
    [paper] = Paper.objects.filter(matter_id=dossier.pk)
    assert paper.template.code == "form-02"
    assert (paper.content["reason"], paper.content["window_ends_on"]) == (REASON, "2024-11-13")
    assert jobs.waiting("dossiers.tell_supplement_asked") == [{"dossier_id": dossier.pk}]


def test_what_is_asked_is_tied_to_the_papers_of_the_procedure_and_to_nothing_else() -> None:
    items = [*ITEMS, {"code": "khong-co", "name": "Đơn giải trình"}, {"name": "Sổ hộ nghèo", "note": "bản mới"}]
    dossier = actions.ask_supplement(a_dossier().pk, items, REASON, by=people.binh().official, now=LATER)
    asked = SupplementRequest.objects.get(dossier=dossier)
    assert [item.get("code") for item in asked.items] == ["giay-chung-sinh", None, None]
    content = queries.supplement_content(dossier, asked)
    assert content == {name: Paper.objects.get(matter_id=dossier.pk).content[name] for name in content}
    rows = content["items"]
    assert isinstance(rows, list)
    counts = [[row.get(each) for each in ("originals", "certified", "copies")] for row in rows]
    assert counts == [[1, 0, 0], [None] * 3, [None] * 3]


def test_the_journal_keeps_codes_of_papers_and_nobodys_words() -> None:
    items = [
        *ITEMS,
        {"code": "DieuThiAn", "name": "Giấy của chị Điểu Thị An"},
        {"code": "070194001234", "name": "Căn cước"},
        {"name": "Sổ hộ nghèo"},
    ]
    actions.ask_supplement(a_dossier().pk, items, REASON, by=people.binh().official, now=LATER)
    facts = journal.facts("dossiers.supplement_asked")
    assert facts["items"] == ["giay-chung-sinh", "khac", "khac", "khac"]
    assert (facts["state"], facts["window_ends"]) == ("incomplete", "2024-11-13")
    assert "DieuThiAn" not in journal.everything()


@pytest.mark.parametrize("items", [[], [{"name": "  "}], [{"note": "gì đó"}], [*ITEMS, {"name": ""}]])
def test_a_request_that_does_not_name_what_is_missing_is_refused(items: list[dict[str, str]]) -> None:
    with refused("items_missing"):
        actions.ask_supplement(a_dossier().pk, items, REASON, by=people.binh().official, now=LATER)


def test_a_request_without_a_reason_is_refused() -> None:
    with refused("reason_missing"):
        actions.ask_supplement(a_dossier().pk, ITEMS, "", by=people.binh().official, now=LATER)


def test_after_acceptance_it_is_asked_only_once() -> None:
    cast = Cast.of()
    dossier = cast.go(a_dossier(cast.an), "accept", "ask_more", "supplied", now=MONDAY)
    with refused("supplement_asked_before", most=1):
        cast.press(dossier, "ask_more", MONDAY + timedelta(hours=2))
    assert cast.go(dossier, "propose", now=MONDAY + timedelta(hours=2)).state == "in_progress"


def test_requests_before_acceptance_do_not_use_up_the_one_after() -> None:
    cast = Cast.of()
    outcomes = ("ask_more", "supplied", "ask_more", "supplied", "accept", "ask_more", "supplied", "propose")
    dossier = cast.go(a_dossier(cast.an), *outcomes, now=MONDAY)
    assert dossier.state == "in_progress"
    assert SupplementRequest.objects.filter(dossier=dossier).count() == 3


def test_the_program_does_not_ask_for_papers() -> None:
    dossier = a_dossier()
    with refused("only_an_official_asks"):
        actions.complete_task(
            open_task(dossier).pk,
            "ask_more",
            by=System("x"),
            now=LATER,
            said=actions.Said(reason=REASON, items=ITEMS),
        )


def test_while_waiting_there_is_nothing_to_ask() -> None:
    binh = people.binh().official
    dossier = actions.ask_supplement(a_dossier().pk, ITEMS, REASON, by=binh, now=LATER)
    with refused("illegal_move", move="ask_supplement", state="incomplete"):
        actions.ask_supplement(dossier.pk, ITEMS, REASON, by=binh, now=LATER)


def test_somebody_else_finds_nothing_to_ask_about() -> None:
    with pytest.raises(NotFound):
        actions.ask_supplement(a_dossier().pk, ITEMS, REASON, by=people.dung().official, now=LATER)
