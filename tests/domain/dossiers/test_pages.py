"""What the pages of a dossier are made of: its history, its papers, its slip, its letters."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from motcua.domain.accounts.models import Account
from motcua.domain.agencies import queries as agencies
from motcua.domain.dossiers import queries
from motcua.domain.dossiers.states import Event
from motcua.domain.matters.models import Task
from motcua.domain.procedures.models import Procedure
from tests.build import people
from tests.build.cast import REASON, Cast
from tests.build.dossiers import CHILD_NUMBER, INTERLINKED, MONDAY, a_dossier

pytestmark = pytest.mark.django_db


def test_a_page_has_history_papers_the_explained_date_and_what_is_asked() -> None:
    cast = Cast.of()
    dossier = cast.go(a_dossier(cast.an, procedure=INTERLINKED), "accept", "ask_more", now=MONDAY)
    found = queries.own(dossier.pk, cast.an)
    with CaptureQueriesContext(connection) as asked:
        page = queries.with_everything(found, "vi")
    assert len(asked) <= 5
    assert [entry.verb for entry in page.history][-1] == "dossiers.supplement_asked"
    assert page.papers[0].title == "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"
    assert page.asked is not None
    assert (page.asked.reason, queries.window_of(found)) == (REASON, page.asked.window_ends_on)
    assert page.explanation is not None
    assert page.explanation.due == found.matter.due_at


def test_the_date_is_explained_with_the_rest_of_the_clock() -> None:
    cast = Cast.of()
    dossier = cast.go(a_dossier(cast.an, procedure=INTERLINKED), "accept", "ask_more", now=MONDAY)
    cast.press(dossier, "supplied", MONDAY + timedelta(days=1, minutes=20))
    found = queries.own(dossier.pk, cast.an)
    page = queries.with_everything(found, "vi")
    assert page.asked is None
    assert page.explanation is not None
    assert page.explanation.due == found.matter.due_at == MONDAY + timedelta(days=29, minutes=10)
    assert [bool(request.supplied_at) for request in queries.requests_of(found)] == [True]


def test_before_acceptance_there_is_no_date_to_explain() -> None:
    an = people.an()
    page = queries.with_everything(queries.own(a_dossier(an).pk, an), "vi")
    assert (page.explanation, page.asked, page.papers) == (None, None, [])


def test_the_control_slip_shows_every_hand_over() -> None:
    cast = Cast.of()
    dossier = cast.go(a_dossier(cast.an, procedure=INTERLINKED), "accept", "propose", "approve", "issued", now=MONDAY)
    slip = queries.control_slip(queries.whole(dossier.pk))
    rows: list[dict[str, str]] = slip["rows"]  # type: ignore[assignment]  # the content of a paper
    commune, police = "Ủy ban nhân dân xã Đak Nhau", "Công an xã Đak Nhau"
    assert [(row["giver"], row["receiver"]) for row in rows][1:] == [(commune, commune)] * 2 + [(commune, police)]
    assert rows[0]["given_by"] == "Nguyễn Văn Bình"
    assert rows[0]["at"] == "2024-10-14T08:10:00+07:00"
    assert slip["partners"] == [police]
    assert [task.step for task in queries.tasks_done(queries.whole(dossier.pk))] == [
        "receive",
        "register_birth",
        "sign_birth",
        "number_birth",
    ]


@pytest.mark.parametrize(
    ("budget", "spent", "verdict"), [(60, 59, "early"), (60, 60, "on_time"), (60, 61, "late"), (None, 9, "on_time")]
)
def test_a_step_is_judged_by_its_own_budget(budget: int | None, spent: int, verdict: str) -> None:
    assert queries.task_verdict(Task(budget=budget, spent=spent)) == verdict


def test_the_receipt_says_what_was_handed_in_and_how_the_date_was_found() -> None:
    cast = Cast.of()
    dossier = queries.whole(cast.go(a_dossier(cast.an), "accept", now=MONDAY).pk)
    content = queries.receipt_content(dossier)
    assert content["parts"] == [{"name": "Giấy chứng sinh", "originals": 0, "certified": 0, "copies": 1}]
    assert content["due_at"] == "2024-10-14T17:00:00+07:00"
    assert content["explanation"]
    assert content["result_method"] == "Nhận bản điện tử"


def test_every_paper_names_the_unit_and_hides_most_of_the_number() -> None:
    cast = Cast.of()
    dossier = queries.whole(cast.go(a_dossier(cast.an), "accept", now=MONDAY).pk)
    content = queries.common_content(dossier, cast.officials[0].official, MONDAY, dossier.matter.one_stop)
    assert "070194001234" not in str(content)
    assert dossier.matter.token in str(content["matter"])
    assert content["official"] == {"name": "Nguyễn Văn Bình", "position": ""}
    assert content["applicant"]["name"] == "Điểu Thị An"  # type: ignore[index]  # a mapping


def test_a_result_says_only_what_the_pack_asks_for() -> None:
    cast = Cast.of()
    dossier = queries.whole(cast.go(a_dossier(cast.an), "accept", "propose", "approve", now=MONDAY).pk)
    result = Procedure.objects.get(code="1.001193").body["results"][0]
    content = queries.result_content(dossier, {**result, "content": {"a.b": "child_id_number", "c": "today"}}, MONDAY)
    assert content == {"a": {"b": CHILD_NUMBER}, "c": "2024-10-14"}


def test_facts_of_every_entry_are_codes() -> None:
    dossier = queries.whole(a_dossier().pk)
    assert queries.common_facts(dossier) == {
        "state": "new",
        "agency": "H10.30.13.01",
        "procedure": "1.001193",
        "channel": "online",
    }


def test_a_form_is_prefilled_with_what_the_account_knows() -> None:
    account = Account.objects.get(pk=people.an().account_id)
    facts = queries.facts_of(account)
    assert (facts["account.full_name"], facts["account.identity_number"]) == ("Điểu Thị An", "070194001234")


@pytest.mark.parametrize(("language", "unit"), [("vi", "Bộ phận Tiếp nhận"), ("en", "One-Stop Unit")])
def test_letters_are_filled_in_the_language_of_the_reader(language: str, unit: str) -> None:
    cast = Cast.of()
    dossier = queries.whole(cast.go(a_dossier(cast.an), "ask_more", now=MONDAY).pk)
    with translation.override(language):
        about = queries.circumstances(dossier, Event.SUPPLEMENT_ASKED)
    assert about.unit.startswith(unit)
    assert about.window_ends == "13/11/2024"
    assert about.reason.startswith(REASON)
    assert about.code == dossier.matter.request_code


def test_what_can_happen_again_is_counted() -> None:
    cast = Cast.of()
    dossier = cast.go(a_dossier(cast.an), "ask_more", "supplied", "ask_more", now=MONDAY)
    whole = queries.whole(dossier.pk)
    assert queries.occurrence(whole, Event.SUPPLEMENT_ASKED) == 2
    assert queries.occurrence(whole, Event.ACCEPTED) == 1
    assert queries.occurrence(whole, Event.DUE_DATE_CHANGED) == whole.matter.calendar_revision


def test_areas_are_named_in_full() -> None:
    named = queries.area_names({"a": {"code": people.DAK_NHAU}, "b": "Điểu"}, date(2024, 10, 14), "vi")
    assert list(named) == [people.DAK_NHAU]
    assert "Đak Nhau" in named[people.DAK_NHAU]
    assert queries.area_names({}, date(2024, 10, 14), "vi") == {}


def test_the_calendar_of_a_dossier_is_its_matters() -> None:
    dossier = queries.whole(a_dossier().pk)
    assert queries.working_calendar(dossier.matter) == agencies.working(dossier.matter.calendar)
