"""A letter is begun: its boxes are filled from the province's terms, its text from a template."""

from __future__ import annotations

import pytest

from motcua.domain.agencies.models import Agency
from motcua.domain.journal.models import Entry
from motcua.domain.letters import actions, queries
from motcua.domain.letters.models import Letter
from motcua.kernel.errors import NotFound, Refused
from tests.build.letters import BODY, COMMITTEE, NOW, Desk, House, press
from tests.build.people import NURSE

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return Desk(House.of())


def test_a_draft_has_its_symbol_and_the_lines_of_its_signature_from_the_terms(desk: Desk) -> None:
    letter = desk.draft()
    assert letter.symbol == "STTTT-BCVTCNTT"
    assert (letter.authority, letter.head, letter.position) == ("KT", "GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")
    assert letter.state == "drafting"
    assert letter.number is None
    assert queries.number_of(letter) == "…/STTTT-BCVTCNTT"


def test_what_bears_its_kind_is_named_by_it(desk: Desk) -> None:
    assert desk.draft(kind="ke_hoach").symbol == "KH-STTTT"


def test_an_addressee_of_the_platform_is_known_by_its_usual_name_its_own_and_its_code(desk: Desk) -> None:
    letter = desk.draft(to=("Hội đồng nhân dân tỉnh", "Ủy ban nhân dân tỉnh;", "Sở Nội vụ", "H10.18", ""))
    assert [(party["name"], party["agency"]) for party in letter.to] == [
        ("Hội đồng nhân dân tỉnh", "H10.72"),
        ("Ủy ban nhân dân tỉnh", COMMITTEE),
        ("Sở Nội vụ", Agency.objects.get(short_name="Sở Nội vụ").code),
        ("Thanh tra tỉnh Bình Phước", "H10.18"),
    ]


def test_an_agency_that_is_named_twice_stands_once(desk: Desk) -> None:
    letter = desk.draft(to=("Ủy ban nhân dân tỉnh", "UBND tỉnh Bình Phước"))
    assert len(letter.to) == 1


def test_a_template_gives_the_first_text(desk: Desk) -> None:
    by = desk.house.writer.official
    letter = actions.draft(desk.boxes(), press=press(), template="tra-loi-cu-tri", by=by, now=NOW)
    assert letter.current is not None
    assert letter.current.body.startswith("Thực hiện Công văn số […]")
    assert "2. Về việc […]:" in letter.current.body
    with pytest.raises(NotFound):
        actions.draft(desk.boxes(kind="ke_hoach"), press=press(), template="tra-loi-cu-tri", by=by, now=NOW)


def test_the_same_press_begins_one_letter(desk: Desk) -> None:
    by, once = desk.house.writer.official, press()
    first = actions.draft(desk.boxes(), press=once, by=by, now=NOW)
    assert actions.draft(desk.boxes(), press=once, by=by, now=NOW).pk == first.pk
    assert Letter.objects.count() == 1


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"kind": "nghi-quyet"}, "letter_kind_not_kept"),
        ({"to": tuple(f"Xã {number}" for number in range(101))}, "too_many_addressees"),
    ],
)
def test_what_the_terms_do_not_know_is_refused(desk: Desk, other: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as no:
        desk.draft(**other)
    assert no.value.code == code


def test_only_who_leads_the_agency_signs_for_it(desk: Desk) -> None:
    with pytest.raises(Refused) as no:
        desk.draft(signer=desk.house.colleague.account.pk)
    assert no.value.code == "not_a_signer"


def test_a_clerk_does_not_draft(desk: Desk) -> None:
    with pytest.raises(Refused) as no:
        actions.draft(desk.boxes(), press=press(), by=desk.house.clerk.official, now=NOW)
    assert no.value.code == "other_duty"


def test_the_journal_says_that_it_was_begun_and_nothing_of_what_it_says(desk: Desk) -> None:
    letter = desk.draft()
    entry = Entry.objects.get(verb="letters.drafted", subject_id=letter.pk)
    assert entry.facts == {"agency": "H10.12", "kind": "cong_van"}


def test_what_a_letter_says_is_sealed_in_the_database(desk: Desk) -> None:
    from django.db import connection

    desk.draft()
    with connection.cursor() as cursor:
        cursor.execute(
            'SELECT letter.subject || letter."to" || version.body FROM letters_letter letter, letters_version version'
        )
        assert all(BODY[:8] not in text and "tri" not in text.split("gAAAA")[0] for (text,) in cursor.fetchall())


def test_the_boxes_of_a_draft_are_filled_anew(desk: Desk) -> None:
    letter = desk.draft()
    seen = queries.seen_mark(letter)
    by = desk.house.colleague.official
    after = actions.describe(letter.pk, desk.boxes(subject="trả lời cử tri", urgency="khan"), seen=seen, by=by, now=NOW)
    assert (after.subject, after.urgency) == ("trả lời cử tri", "khan")
    with pytest.raises(Refused) as no:
        actions.describe(letter.pk, desk.boxes(), seen=seen, by=desk.house.writer.official, now=NOW)
    assert no.value.code == "letter_changed_meanwhile"


def test_to_another_agency_there_is_no_such_letter(desk: Desk) -> None:
    letter = desk.draft()
    others = House.of("H10.18", "Chánh Thanh tra")
    with pytest.raises(NotFound):
        queries.letter_seen_by(others.writer.official, letter.pk)
    with pytest.raises(NotFound):
        actions.describe(letter.pk, desk.boxes(), seen="", by=others.writer.official, now=NOW)
    assert queries.drafts_of(others.writer.official).count() == 0
    assert list(queries.drafts_of(desk.house.writer.official)) == [letter]
    assert list(queries.open_at(desk.house.clerk.official)) == [letter]


def test_what_a_draft_may_be_filled_with_is_the_agency_s_own(desk: Desk) -> None:
    official = desk.house.writer.official
    offered = queries.choices_at(official, NOW)
    assert ("bcvtcntt", "Phòng Bưu chính, Viễn thông và Công nghệ thông tin (BCVTCNTT)") in offered.units
    assert [name for _pk, name in offered.signers] == ["Mai Thị Ký"]
    assert desk.house.writer.account.pk not in {pk for pk, _name in offered.checkers}
    assert offered.copies[-1] == "Lưu: VT"
    assert queries.may_draft(official)
    assert not queries.may_draft(desk.house.clerk.official)


def test_a_draft_is_printed_as_one_and_a_specimen_says_that_it_is_worth_nothing(desk: Desk) -> None:
    letter = desk.draft()
    assert queries.document_of(letter, NOW).demo is False
    assert queries.preview_of(letter, NOW).startswith(b"%PDF")
    assert actions.mark_specimens(by=NURSE, now=NOW) == 1
    assert queries.specimens()
    assert queries.document_of(letter, NOW).demo is True


def test_the_terms_are_published_once(desk: Desk) -> None:
    body = dict(queries.terms().body)
    assert not actions.publish_terms(body, by=NURSE, now=NOW)
    assert actions.publish_terms({**body, "copies": ["Lưu: VT"]}, by=NURSE, now=NOW)
    assert Entry.objects.filter(verb="letters.published_terms").count() >= 1
