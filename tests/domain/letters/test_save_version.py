"""The text of a letter: saved as one writes, named to stay, never lost when two write at once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.domain.journal.models import Entry
from motcua.domain.letters import actions, queries
from motcua.domain.letters.models import Letter
from motcua.kernel.errors import NotFound, Refused
from tests.build.letters import NOW, Desk, House

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return Desk(House.of())


def save(desk: Desk, letter: Letter, body: str, *, based_on: int | None = None, name: str = "", other: bool = False):  # type: ignore[no-untyped-def]
    by = (desk.house.colleague if other else desk.house.writer).official
    revision = Letter.objects.get(pk=letter.pk).revision if based_on is None else based_on
    return actions.save_version(letter.pk, body, based_on=revision, name=name, by=by, now=desk.later())


def test_what_is_saved_while_one_writes_takes_the_place_of_what_was_before(desk: Desk) -> None:
    letter = desk.draft("Một./.")
    save(desk, letter, "Một hai./.")
    saved = save(desk, letter, "Một hai ba./.")
    assert [version.number for version in queries.versions_of(letter)] == [1]
    assert saved.letter.current is not None
    assert saved.letter.current.body == "Một hai ba./."
    assert saved.letter.revision == 3


def test_a_named_version_stays_when_one_writes_on(desk: Desk) -> None:
    letter = desk.draft("Một./.")
    save(desk, letter, "Một hai./.", name="Bản gửi trưởng phòng")
    save(desk, letter, "Một hai ba./.")
    kept = queries.versions_of(letter)
    assert [(version.number, version.name) for version in kept] == [(2, ""), (1, "Bản gửi trưởng phòng")]
    assert queries.version_of(letter, 1).body == "Một hai./."


def test_what_somebody_else_saves_is_a_version_of_its_own(desk: Desk) -> None:
    letter = desk.draft("Một./.")
    save(desk, letter, "Hai./.", other=True)
    assert [version.number for version in queries.versions_of(letter)] == [2, 1]


def test_the_second_of_two_is_told_and_loses_nothing(desk: Desk) -> None:
    letter = desk.draft("Một./.")
    first = save(desk, letter, "Một, của người soạn./.")
    second = save(desk, letter, "Một, của người khác./.", based_on=letter.revision, other=True)
    assert not first.overtaken
    assert second.overtaken
    assert second.version.aside
    assert second.version.body == "Một, của người khác./."
    letter.refresh_from_db()
    assert letter.current is not None
    assert letter.current.body == "Một, của người soạn./."
    assert Entry.objects.filter(verb="letters.version_saved", facts__aside=True).count() == 1


def test_who_goes_on_writing_after_being_overtaken_fills_one_version_aside(desk: Desk) -> None:
    letter = desk.draft("Một./.")
    save(desk, letter, "Một, của người soạn./.")
    for words in ("a", "b", "c"):
        aside = save(desk, letter, words, based_on=letter.revision, other=True)
    assert [version.aside for version in queries.versions_of(letter)] == [True, False]
    assert queries.version_of(letter, aside.version.number).body == "c"


def test_the_same_text_saved_twice_is_no_conflict(desk: Desk) -> None:
    letter = desk.draft("Một./.")
    save(desk, letter, "Hai./.")
    assert not save(desk, letter, "Hai./.", based_on=letter.revision).overtaken


def test_an_older_version_is_taken_up_again(desk: Desk) -> None:
    letter = desk.draft("Một./.")
    save(desk, letter, "Một./.", name="Đầu tiên")
    save(desk, letter, "Hai./.")
    letter.refresh_from_db()
    by = desk.house.writer.official
    after = actions.restore_version(letter.pk, 1, based_on=letter.revision, by=by, now=desk.later())
    assert after.current is not None
    assert after.current.body == "Một./."
    with pytest.raises(NotFound):
        actions.restore_version(letter.pk, 99, based_on=after.revision, by=by, now=desk.later())


def test_a_text_is_kept_in_composed_letters_with_its_indents(desk: Desk) -> None:
    letter = desk.draft("Mo\u0302\u0323t\r\n  - hai\u200b\x00  \r\n\r\n")
    assert letter.current is not None
    assert letter.current.body == "Một\n  - hai"


def test_a_text_of_a_whole_book_is_refused(desk: Desk) -> None:
    letter = desk.draft()
    with pytest.raises(Refused) as no:
        save(desk, letter, "a" * 200_001)
    assert no.value.code == "letter_too_long"


def test_nobody_writes_in_a_letter_that_is_being_checked(desk: Desk) -> None:
    letter = desk.to_content_check()
    with pytest.raises(Refused) as no:
        save(desk, letter, "khác./.")
    assert no.value.code == "letter_not_in_draft"


def test_the_clerk_reads_and_does_not_write(desk: Desk) -> None:
    letter = desk.draft()
    with pytest.raises(Refused) as no:
        actions.save_version(letter.pk, "x", based_on=1, by=desk.house.clerk.official, now=NOW)
    assert no.value.code == "other_duty"


def a_fact(**other: object) -> actions.Fact:
    given: dict[str, object] = {
        "label": "Hồ sơ tiếp nhận trong tháng 9",
        "value": "1.204 hồ sơ",
        "as_of": NOW.date(),
        "source_kind": "figure",
        "source_id": "so-lieu/2024-09",
    }
    return actions.Fact(**{**given, **other})  # type: ignore[arg-type]  # as the test wants it


def test_a_fact_stands_in_the_text_as_a_link_and_keeps_its_source(desk: Desk) -> None:
    letter = desk.draft("1. Một:\n\nTrân trọng./.")
    by = desk.house.writer.official
    after = actions.insert_fact(letter.pk, a_fact(), based_on=1, after=1, by=by, now=desk.later())
    assert after.current is not None
    assert after.current.body == "1. Một: [1.204 hồ sơ](fact:1)\n\nTrân trọng./."
    after = actions.insert_fact(after.pk, a_fact(value="9 xã [a](b)"), based_on=2, by=by, now=desk.later())
    (first, second) = queries.facts_in(after.current)
    assert (first.number, first.fact, first.cited) == (1, a_fact(), True)
    assert (second.number, second.cited) == (2, True)
    save(desk, letter, "Không còn số nào./.")
    letter.refresh_from_db()
    assert [fact.cited for fact in queries.facts_in(letter.current)] == [False, False]


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"value": " "}, "fact_incomplete"),
        ({"source_id": ""}, "fact_incomplete"),
        ({"source_kind": "hearsay"}, "fact_incomplete"),
        ({"as_of": (NOW + timedelta(days=1)).date()}, "fact_of_the_future"),
    ],
)
def test_a_fact_without_its_source_or_day_is_none(desk: Desk, other: dict[str, object], code: str) -> None:
    letter = desk.draft()
    with pytest.raises(Refused) as no:
        actions.insert_fact(letter.pk, a_fact(**other), based_on=1, by=desk.house.writer.official, now=NOW)
    assert no.value.code == code


def test_a_fact_is_not_put_into_a_text_that_somebody_else_changed(desk: Desk) -> None:
    letter = desk.draft()
    with pytest.raises(Refused) as no:
        actions.insert_fact(letter.pk, a_fact(), based_on=7, by=desk.house.writer.official, now=NOW)
    assert no.value.code == "letter_changed_meanwhile"


def test_a_clause_takes_the_next_number(desk: Desk) -> None:
    letter = desk.draft("Mở đầu:\n\n1. Về việc kiểm tra:\n\n2. Về việc tạo thuận lợi:")
    by = desk.house.writer.official
    after = actions.insert_clause(letter.pk, "y-kien", based_on=1, by=by, now=desk.later())
    assert after.current is not None
    assert "\n\n3. Về việc […]:\n\n- Đã làm" in after.current.body
    with pytest.raises(NotFound):
        actions.insert_clause(letter.pk, "khong-co", based_on=after.revision, by=by, now=desk.later())
