"""Repeated groups in a draft: each entry is kept, right or wrong, and no tab overwrites another's."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import translation

from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.models import Draft
from motcua.domain.procedures import queries as procedures
from motcua.kernel.actors import Citizen
from motcua.kernel.errors import NotFound
from tests.build import people, trial
from tests.build.dossiers import MONDAY
from tests.build.refusals import refused
from tests.build.trial import a_household, typed_household, typed_member

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(hours=1)
TODAY = date(2024, 10, 14)
PAGE = "thanh-vien"


@pytest.fixture
def an() -> Citizen:
    trial.publish()
    return people.an()


def started(an: Citizen) -> Draft:
    draft = actions.start(trial.HOUSEHOLD, by=an, now=MONDAY)
    return actions.save_page(draft.token, "chu-ho", typed_household(), by=an, now=MONDAY).draft


def save(an: Citizen, draft: Draft, key: str, typed: dict[str, list[str]]) -> Any:
    return actions.save_entry(draft.token, PAGE, key, typed, by=an, now=LATER)


def names(an: Citizen, draft: Draft) -> list[object]:
    kept = queries.draft_of(an, draft.token).answers.get("members")
    assert isinstance(kept, list)
    return [entry.get("name") for entry in kept]


def codes(an: Citizen, draft: Draft) -> list[str]:
    return [problem.code for problem in actions.save_page(draft.token, PAGE, {}, by=an, now=LATER).problems.values()]


def test_entries_are_kept_in_the_order_they_were_added(an: Citizen) -> None:
    draft = started(an)
    for key, name in (("a1", "Điểu Thị Hoa"), ("b2", "Điểu Văn Sơn")):
        assert not save(an, draft, key, typed_member(name)).problems
    assert names(an, draft) == ["Điểu Thị Hoa", "Điểu Văn Sơn"]
    assert codes(an, draft) == []
    assert PAGE in queries.draft_of(an, draft.token).pages_done


def test_a_page_sent_twice_is_one_entry(an: Citizen) -> None:
    draft = started(an)
    save(an, draft, "a1", typed_member())
    save(an, draft, "a1", typed_member())
    assert names(an, draft) == ["Điểu Thị Hoa"]


def test_two_tabs_lose_nothing_of_each_other(an: Citizen) -> None:
    draft = started(an)
    save(an, draft, "a1", typed_member("Điểu Thị Hoa"))
    save(an, draft, "b2", typed_member("Điểu Văn Sơn"))
    actions.remove_entry(draft.token, PAGE, "a1", by=an, now=LATER)  # in one tab
    save(an, draft, "b2", typed_member("Điểu Văn Sơn Hà"))  # in another that still lists both
    save(an, draft, "a1", typed_member("Điểu Thị Hoa Mai"))  # and in a third that still has the first open
    assert names(an, draft) == ["Điểu Văn Sơn Hà", "Điểu Thị Hoa Mai"]


def test_what_is_wrong_on_an_entry_is_kept_and_said(an: Citizen) -> None:
    draft = started(an)
    saved = save(an, draft, "a1", typed_member(name="", **{"birth_date-month": "13"}))
    assert {name: problem.code for name, problem in saved.problems.items()} == {
        "name": "required",
        "birth_date": "bad_month",
    }
    view = queries.entry_view(queries.draft_of(an, draft.token), PAGE, "a1")
    assert view.typed["birth_date"]["birth_date-month"] == "13"
    assert codes(an, draft) == ["wrong_entries"]
    assert PAGE not in queries.draft_of(an, draft.token).pages_done


def test_a_question_that_an_answer_hides_keeps_its_answer_and_is_not_handed_in(an: Citizen) -> None:
    draft = started(an)
    save(an, draft, "a1", typed_member(works="yes", income="4,5"))
    save(an, draft, "a1", typed_member(works="no", income="4,5"))
    draft = queries.draft_of(an, draft.token)
    view = queries.entry_view(draft, PAGE, "a1")
    assert [field.name for field in view.fields] == ["name", "birth_date", "works", "home"]
    handed_in = procedures.form_of(draft.procedure).pruned(draft.answers)
    assert "income" not in handed_in["members"][0]  # type: ignore[index]  # a list of entries
    save(an, draft, "a1", typed_member(works="yes"))
    view = queries.entry_view(queries.draft_of(an, draft.token), PAGE, "a1")
    assert view.typed["income"] == {"income": "4,5"}


def test_too_few_and_too_many_are_said_and_none_is_thrown_away(an: Citizen) -> None:
    draft = started(an)
    assert codes(an, draft) == ["required"]
    for number in range(4):
        save(an, draft, f"k{number}", typed_member())
    assert codes(an, draft) == ["too_many_entries"]
    assert len(names(an, draft)) == 4
    actions.remove_entry(draft.token, PAGE, "k0", by=an, now=LATER)
    assert codes(an, draft) == []


def test_removing_twice_is_no_fault(an: Citizen) -> None:
    draft = started(an)
    save(an, draft, "a1", typed_member())
    for _ in range(2):
        actions.remove_entry(draft.token, PAGE, "a1", by=an, now=LATER)
    assert names(an, draft) == []


def test_removing_the_last_entry_makes_the_page_unfinished(an: Citizen) -> None:
    draft = a_household(an, typed_member())
    assert PAGE in draft.pages_done
    assert PAGE not in actions.remove_entry(draft.token, PAGE, "k0", by=an, now=LATER).pages_done


def test_the_sentences_speak_both_languages(an: Citizen) -> None:
    draft = started(an)
    save(an, draft, "a1", typed_member(name=""))
    problems = actions.save_page(draft.token, PAGE, {}, by=an, now=LATER).problems
    said = {}
    for language in ("vi", "en"):
        with translation.override(language):
            said[language] = str(problems["members"].sentence)
    assert said["vi"].startswith("Thành viên 1:")
    assert said["en"].startswith("Member 1:")


@pytest.mark.parametrize(("page", "key"), [("chu-ho", "a1"), ("khong-co", "a1"), (PAGE, "A1"), (PAGE, "x" * 21)])
def test_an_entry_of_no_group_is_not_found(page: str, key: str, an: Citizen) -> None:
    draft = started(an)
    with pytest.raises(NotFound):
        actions.save_entry(draft.token, page, key, typed_member(), by=an, now=LATER)
    with pytest.raises(NotFound):
        actions.remove_entry(draft.token, page, key, by=an, now=LATER)


def test_a_page_that_the_answers_hide_has_no_entries(an: Citizen) -> None:
    draft = started(an)
    actions.save_page(draft.token, "chu-ho", typed_household(many="no"), by=an, now=LATER)
    with pytest.raises(NotFound):
        save(an, draft, "a1", typed_member())


def test_a_stranger_finds_no_entry(an: Citizen) -> None:
    draft = started(an)
    with pytest.raises(NotFound):
        save(people.a_stranger(), draft, "a1", typed_member())
    with pytest.raises(NotFound):
        actions.remove_entry(draft.token, PAGE, "a1", by=people.a_stranger(), now=LATER)


def test_after_handing_in_nothing_more_is_kept(an: Citizen) -> None:
    draft = a_household(an, typed_member())
    actions.submit(draft.token, by=an, now=LATER)
    with refused("already_submitted"):
        save(an, draft, "a1", typed_member())


def test_endless_entries_are_refused_and_those_before_stay(an: Citizen) -> None:
    draft = started(an)
    long = typed_member(name="K" * 9_000)
    with refused("answers_too_long"):
        for number in range(40):
            save(an, draft, f"k{number}", long)
    assert len(names(an, draft)) > 10


def test_a_dossier_holds_a_plain_array(an: Citizen) -> None:
    home = {"home-code": people.BOM_BO, "home-detail": "thôn 3"}
    draft = a_household(an, typed_member(works="yes", income="1.250,5", **home), typed_member("Điểu Văn Sơn"))
    dossier = actions.submit(draft.token, by=an, now=LATER)
    assert dossier.answers["members"] == [
        {
            "name": "Điểu Thị Hoa",
            "birth_date": "2010-09-05",
            "works": "yes",
            "income": 1250.5,
            "home": {"code": people.BOM_BO, "detail": "thôn 3"},
        },
        {"name": "Điểu Văn Sơn", "birth_date": "2010-09-05", "works": "no"},
    ]


def test_the_list_and_the_review_read_every_entry_back(an: Citizen) -> None:
    draft = a_household(an, typed_member(**{"home-code": people.BOM_BO}), typed_member("Điểu Văn Sơn"))
    view = queries.page_view(draft, PAGE)
    listed = queries.entries_shown(view, view.fields[0], "vi", TODAY)
    assert [(each.key, each.title, each.wrong) for each in listed] == [
        ("k0", "Thành viên 1", False),
        ("k1", "Thành viên 2", False),
    ]
    one = queries.entry_shown(queries.entry_view(draft, PAGE, "k0"), "vi", TODAY)
    assert one == listed[0]
    page = next(each for each in queries.read_back(draft, "vi", TODAY) if each.page_id == PAGE)
    rows = {row.label: row.text for row in page.rows}
    assert rows["Thành viên 1: Họ tên"] == "Điểu Thị Hoa"
    assert "Bom Bo" in rows["Thành viên 1: Nơi ở hiện tại"]
    assert rows["Thành viên 2: Nơi ở hiện tại"] == "Không khai"
    assert [entry.title for entry in page.entries] == ["Thành viên 1", "Thành viên 2"]


def test_a_page_that_posts_all_entries_at_once_is_read_too(an: Citizen) -> None:
    draft = started(an)
    posted = {
        f"members.{number}.{name}": values
        for number, typed in enumerate([typed_member("Điểu Thị Hoa"), typed_member("Điểu Văn Sơn")])
        for name, values in typed.items()
    }
    assert not actions.save_page(draft.token, PAGE, posted, by=an, now=LATER).problems
    assert names(an, draft) == ["Điểu Thị Hoa", "Điểu Văn Sơn"]


def test_a_result_paper_names_one_entry_or_all(an: Citizen) -> None:
    dossier = actions.submit(a_household(an, typed_member(), typed_member("Điểu Văn Sơn")).token, by=an, now=LATER)
    content = {
        "first": "members.0.name|upper",
        "born": "members.1.birth_date|date",
        "all": "members|names",
        "third": "members.2.name",
    }
    assert queries.result_content(dossier, {"content": content}, LATER) == {
        "first": "ĐIỂU THỊ HOA",
        "born": "05/09/2010",
        "all": "Điểu Thị Hoa, Điểu Văn Sơn",
        "third": "",
    }


def test_what_nobody_answered_says_nothing_on_a_result_paper(an: Citizen) -> None:
    dossier = actions.submit(a_household(an, typed_member("Điểu Văn Sơn")).token, by=an, now=LATER)
    recipes = [f"members.0.home{how}" for how in ("", "|upper", "|short", "|date", "|words", "|year", "|iso")]
    content = {str(number): recipe for number, recipe in enumerate(recipes)}
    assert set(queries.result_content(dossier, {"content": content}, LATER).values()) == {""}


def test_a_whole_form_with_entries_is_checked_at_the_end(an: Citizen) -> None:
    draft = a_household(an, typed_member())
    save(an, draft, "k0", typed_member(name=""))
    draft = queries.draft_of(an, draft.token)
    assert set(queries.still_wrong(draft, TODAY)) == {PAGE}
    with refused("answers_incomplete"):
        actions.submit(draft.token, by=an, now=LATER)
    assert procedures.check_entry(queries.entry_view(draft, PAGE, "k0").group, {}, TODAY)["name"].code == "required"


def test_what_is_unlikely_hinders_nothing(an: Citizen) -> None:
    old = {
        "rule": "age",
        "fields": ["members.birth_date"],
        "most": 90,
        "warn": True,
        "message": trial.words("Già", "Old"),
    }
    trial.publish({**trial.FORM, "check": [old]})
    draft = a_household(an, typed_member(**{"birth_date-year": "1920"}))
    assert {page: len(found) for page, found in queries.warnings_of(draft, TODAY).items()} == {PAGE: 1}
    assert queries.still_wrong(draft, TODAY) == {}
    assert actions.submit(draft.token, by=an, now=LATER).pk
