"""An action that says no becomes an answer: a page for people, a problem document for machines."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import translation

from motcua.kernel.errors import Malformed, NotFound, Refused
from motcua.web.api.open311 import problems
from motcua.web.shared import middleware, refusals

SOURCE = Path(refusals.__file__).resolve().parents[2]
REFUSED = re.compile(r"\bRefused\(\s*[\"']([a-z_]+)[\"']")
PLACEHOLDER = re.compile(r"%\((\w+)\)s")

NEVER_SHOWN = {"bad_facts", "unknown_verb", "not_a_fresh_database"}
"""Faults of the program or of an operator's command: no page leads to them."""

pytestmark = pytest.mark.django_db


def answer_to(exception: Exception, path: str = "/ho-so/", **headers: str) -> HttpResponse:
    request = RequestFactory().post(path, headers=headers)
    request.user = AnonymousUser()
    request.session = {}  # type: ignore[assignment]

    def never(_request: object) -> HttpResponse:
        raise AssertionError

    response: HttpResponse | None = middleware.refusals(never).process_exception(request, exception)  # type: ignore[attr-defined]
    assert response is not None
    return response


def test_a_refusal_is_a_page_with_the_sentence_of_its_code() -> None:
    response = answer_to(Refused("task_closed"))
    assert response.status_code == 409
    assert "Việc này đã xong, người xử lý: (không rõ)." in response.content.decode()


def test_details_fill_the_sentence_and_cannot_write_html() -> None:
    page = answer_to(Refused("task_taken", assignee="Bình <script>")).content.decode()
    assert "Bình &lt;script&gt; đã nhận việc này trước." in page


def test_who_was_faster_is_told_by_name() -> None:
    account = get_user_model().objects.create_user("binh", full_name="Nguyễn Văn Bình")
    page = answer_to(Refused("task_taken", assignee=account.pk)).content.decode()
    assert "Nguyễn Văn Bình đã nhận việc này trước." in page


def test_a_day_in_a_sentence_is_written_as_everywhere() -> None:
    page = answer_to(Refused("window_still_open", day=date(2024, 11, 5))).content.decode()
    assert "đến hết ngày 05/11/2024" in page


def test_a_detail_that_was_not_given_does_not_break_the_page() -> None:
    assert "(không rõ) đã nhận việc này trước." in answer_to(Refused("task_taken")).content.decode()


def test_an_unknown_code_gets_a_general_sentence_and_never_the_code() -> None:
    page = answer_to(Refused("something_new")).content.decode()
    assert "Yêu cầu này chưa thực hiện được" in page
    assert "something_new" not in page


def test_what_is_not_the_readers_is_not_found() -> None:
    response = answer_to(NotFound("dossier 7"))
    assert response.status_code == 404
    assert "dossier 7" not in response.content.decode()


def test_what_cannot_be_read_does_not_show_people_a_sentence_written_for_authors() -> None:
    response = answer_to(Malformed("route.yaml:3: no such step"))
    assert response.status_code == 400
    assert "route.yaml" not in response.content.decode()


def test_other_exceptions_are_left_to_django() -> None:
    with pytest.raises(AssertionError):
        answer_to(ValueError("a fault of ours"))


def test_the_sentence_is_in_the_language_of_the_reader() -> None:
    with translation.override("en"):
        page = answer_to(Refused("already_revoked"), "/en/ho-so/").content.decode()
    assert "This delegation was already revoked." in page
    assert 'lang="en"' in page


@pytest.mark.parametrize(
    ("exception", "status", "extra"),
    [
        (Refused("task_closed"), 409, {"code": "task_closed"}),
        (NotFound(), 404, {}),
        (Malformed("line 3 is not JSON"), 400, {"detail": "line 3 is not JSON"}),
    ],
)
def test_machines_get_a_problem_document(exception: Exception, status: int, extra: dict[str, Any]) -> None:
    response = answer_to(exception, "/api/v1/dossiers")
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    document = json.loads(response.content)
    assert document["status"] == status
    assert document.items() >= extra.items()


def test_a_part_of_a_page_is_answered_in_place_of_the_content() -> None:
    response = answer_to(Refused("task_closed"), **{"HX-Request": "true"})
    assert (response["HX-Retarget"], response["HX-Reswap"]) == ("#main-content", "outerHTML")


def test_the_way_back_is_the_page_the_reader_came_from() -> None:
    page = answer_to(Refused("task_closed"), referer="http://testserver/can-bo/?trang=2").content.decode()
    assert 'href="/can-bo/?trang=2"' in page


@pytest.mark.parametrize("referer", ["https://elsewhere.example/x", "javascript:alert(1)", "//elsewhere.example", ""])
def test_the_way_back_never_leads_elsewhere(referer: str) -> None:
    page = answer_to(Refused("task_closed"), referer=referer).content.decode()
    assert '<a class="govuk-link" href="/">Quay lại trang trước</a>' in page


def test_every_code_in_the_program_has_its_sentence() -> None:
    codes = {
        code
        for storey in ("domain", "kernel")
        for path in (SOURCE / storey).rglob("*.py")
        for code in REFUSED.findall(path.read_text("utf-8"))
    }
    assert codes, "the pattern finds no refusal any more"
    assert sorted(codes - NEVER_SHOWN - set(refusals.SENTENCES) - set(problems.SENTENCES)) == []


def test_every_sentence_is_whole_in_english_with_the_same_details() -> None:
    for code, sentence in refusals.SENTENCES.items():
        vietnamese = str(sentence)
        with translation.override("en"):
            english = str(sentence)
        assert english != vietnamese, code
        assert set(PLACEHOLDER.findall(english)) == set(PLACEHOLDER.findall(vietnamese)), code
