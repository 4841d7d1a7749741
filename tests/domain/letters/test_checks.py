"""The looks at a letter before it is signed, and what colleagues say of it."""

from __future__ import annotations

import pytest

from motcua.domain.journal.models import Entry
from motcua.domain.letters import actions, queries
from motcua.domain.letters.models import Letter
from motcua.kernel.errors import NotFound, Refused
from tests.build import pens
from tests.build.letters import NOW, Desk, House
from tests.build.pens import PIN

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(keys: None) -> Desk:
    return Desk(House.of()).with_keys()


def test_a_letter_goes_to_the_head_of_the_unit_then_to_the_clerk_then_to_the_signer(desk: Desk) -> None:
    house = desk.house
    letter = desk.to_content_check()
    assert queries.waiting_for(house.head.official) == {"content_check": [letter]}
    assert queries.moves_open_to(house.head.official, letter) == ["check_content", "send_back"]
    letter = actions.check_content(letter.pk, words="Được.", by=house.head.official, now=desk.later())
    assert queries.waiting_for(house.head.official) == {}
    assert queries.waiting_for(house.clerk.official) == {"form_check": [letter]}
    letter = actions.check_form(letter.pk, by=house.clerk.official, now=desk.later())
    assert queries.waiting_for(house.signer.official) == {"to_sign": [letter]}
    assert [(check.kind, check.passed) for check in queries.checks_of(letter)] == [("form", True), ("content", True)]
    verbs = ["letters.check_asked", "letters.content_checked", "letters.form_checked"]
    assert list(Entry.objects.filter(verb__in=verbs).order_by("pk").values_list("verb", flat=True)) == verbs


def test_what_is_submitted_is_a_version_that_stays(desk: Desk) -> None:
    letter = desk.to_content_check()
    assert [version.name for version in queries.versions_of(letter)] == ["Trình kiểm tra"]


@pytest.mark.parametrize(
    ("other", "missing"),
    [({"subject": " "}, "subject"), ({"to": ()}, "to"), ({"signer": None}, "signer"), ({"body": ""}, "body")],
)
def test_a_letter_with_an_empty_box_is_not_submitted(desk: Desk, other: dict[str, object], missing: str) -> None:
    letter = desk.draft(**other)
    with pytest.raises(Refused) as no:
        actions.ask_check(letter.pk, desk.house.head.account.pk, by=desk.house.writer.official, now=NOW)
    assert (no.value.code, no.value.details["missing"]) == ("letter_incomplete", [missing])


def test_a_plan_goes_without_addressees(desk: Desk) -> None:
    assert desk.to_content_check(kind="ke_hoach", to=()).state == "content_check"


def test_nobody_checks_what_they_wrote(desk: Desk) -> None:
    letter, house = desk.draft(), desk.house
    for asking in (house.writer, house.colleague):
        with pytest.raises(Refused) as no:
            actions.ask_check(letter.pk, house.writer.account.pk, by=asking.official, now=NOW)
        assert no.value.code == "checks_own_letter"
    with pytest.raises(Refused) as no:
        actions.ask_check(letter.pk, house.clerk.account.pk, by=house.writer.official, now=NOW)
    assert no.value.code == "not_a_checker"


def test_only_who_was_asked_checks_what_it_says(desk: Desk) -> None:
    letter = desk.to_content_check()
    with pytest.raises(Refused) as no:
        actions.check_content(letter.pk, by=desk.house.colleague.official, now=NOW)
    assert no.value.code == "not_the_checker"


def test_two_who_press_at_once_check_once(desk: Desk) -> None:
    letter = desk.to_form_check()
    with pytest.raises(Refused) as no:
        actions.check_content(letter.pk, by=desk.house.head.official, now=NOW)
    assert no.value.code == "illegal_move"


def test_a_fault_of_the_form_keeps_the_letter_from_being_signed(desk: Desk) -> None:
    letter = desk.to_form_check(body="Trân trọng")
    with pytest.raises(Refused) as no:
        actions.check_form(letter.pk, by=desk.house.clerk.official, now=NOW)
    assert no.value.code == "form_has_faults"
    assert no.value.details["findings"]
    assert Letter.objects.get(pk=letter.pk).state == "form_check"


def test_only_a_clerk_checks_the_form(desk: Desk) -> None:
    letter = desk.to_form_check()
    with pytest.raises(Refused) as no:
        actions.check_form(letter.pk, by=desk.house.head.official, now=NOW)
    assert no.value.code == "other_duty"


def test_whoever_it_waits_for_sends_it_back_with_a_reason(desk: Desk) -> None:
    house = desk.house
    walks = [
        (desk.to_content_check(), house.head, "content"),
        (desk.to_form_check(), house.clerk, "form"),
        (desk.to_sign(), house.signer, "signer"),
        (desk.to_issue(), house.clerk, "clerk"),
    ]
    for letter, somebody, kind in walks:
        with pytest.raises(Refused) as no:
            actions.send_back(letter.pk, "Sai.", by=somebody.official, now=NOW)
        assert no.value.code == "reason_missing"
        with pytest.raises(Refused) as no:
            actions.send_back(letter.pk, "Nêu rõ ngày hoàn thành.", by=house.writer.official, now=NOW)
        assert no.value.code in {"not_the_checker", "not_the_signer", "other_duty"}
        after = actions.send_back(letter.pk, "Nêu rõ ngày hoàn thành.", by=somebody.official, now=NOW)
        assert (after.state, after.signed_name, after.signed_at) == ("drafting", "", None)
        (check, *_before) = queries.checks_of(after)
        assert (check.kind, check.passed, check.words) == (kind, False, "Nêu rõ ngày hoàn thành.")


def test_what_was_sent_back_is_written_on_and_goes_the_whole_way_again(desk: Desk) -> None:
    letter = desk.to_content_check()
    house = desk.house
    actions.send_back(letter.pk, "Nêu rõ ngày hoàn thành.", by=house.head.official, now=desk.later())
    letter.refresh_from_db()
    actions.save_version(
        letter.pk, "Xong ngày 30/11/2024./.", based_on=letter.revision, by=house.writer.official, now=desk.later()
    )
    letter = actions.ask_check(letter.pk, house.head.account.pk, by=house.writer.official, now=desk.later())
    assert letter.state == "content_check"
    (after, before) = queries.versions_of(letter)
    changes = queries.changes_between(queries.version_of(letter, before.number), letter.current or after)
    assert {each.change.value for each in changes} != {"same"}


def test_a_colleague_says_something_of_a_paragraph_and_the_writer_sees_to_it(desk: Desk) -> None:
    letter, house = desk.draft(), desk.house
    assert letter.current is not None
    assert len(queries.paragraphs_of(letter.current)) == len(queries.shown_paragraphs(letter.current)) == 3
    said = actions.comment(letter.current.pk, "Ghi rõ đơn vị.", paragraph=2, by=house.head.official, now=desk.later())
    general = actions.comment(letter.current.pk, "Ngắn gọn hơn.", by=house.clerk.official, now=desk.later())
    assert [each.comment.pk for each in queries.comments_of(letter)] == [general.pk, said.pk]
    with pytest.raises(Refused) as no:
        actions.resolve(said.pk, by=house.clerk.official, now=NOW)
    assert no.value.code == "other_duty"
    actions.resolve(general.pk, by=house.writer.official, now=desk.later())
    first = actions.resolve(said.pk, by=house.writer.official, now=desk.later()).resolved_at
    assert actions.resolve(said.pk, by=house.writer.official, now=desk.later()).resolved_at == first
    assert Entry.objects.filter(verb="letters.comment_resolved").count() == 2


@pytest.mark.parametrize(
    ("words", "paragraph", "code"),
    [(" ", None, "nothing_said"), ("a" * 5_001, None, "comment_too_long"), ("Rõ hơn.", 4, "no_such_paragraph")],
)
def test_a_comment_on_nothing_is_refused(desk: Desk, words: str, paragraph: int | None, code: str) -> None:
    letter = desk.draft()
    assert letter.current is not None
    with pytest.raises(Refused) as no:
        actions.comment(letter.current.pk, words, paragraph=paragraph, by=desk.house.head.official, now=NOW)
    assert no.value.code == code


def test_nobody_of_another_agency_says_or_checks_anything(desk: Desk) -> None:
    letter = desk.to_content_check()
    other = House.of("H10.18", "Chánh Thanh tra")
    assert letter.current is not None
    with pytest.raises(NotFound):
        actions.comment(letter.current.pk, "Xin chào.", by=other.writer.official, now=NOW)
    with pytest.raises(NotFound):
        actions.check_content(letter.pk, by=other.head.official, now=NOW)
    with pytest.raises(NotFound):
        actions.send_back(letter.pk, "Không đồng ý.", by=other.head.official, now=NOW)
    pens.a_pen("Mai Thị Khác", account_id=other.signer.account.pk)
    assert actions.sign([letter.pk], PIN, by=other.signer.official, now=NOW).left[0].refusal.code == "letter_not_there"
