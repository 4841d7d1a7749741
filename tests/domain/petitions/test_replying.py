"""The letter that answers voters is begun from what was drafted, with facts of the platform that stay linked."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.domain.journal.models import Entry
from motcua.domain.letters import actions as letters
from motcua.domain.letters import queries as letters_asked
from motcua.domain.letters.models import Letter
from motcua.domain.petitions import actions, queries
from motcua.domain.petitions.actions import AnswerSaid, Voter
from motcua.domain.petitions.models import Answer, Petition
from motcua.domain.petitions.rules import replying
from motcua.domain.petitions.rules.replying import Answered, Asked, Basis
from motcua.domain.petitions.states import Result
from motcua.kernel.errors import NotFound
from tests.build import people, reports
from tests.build.dossiers import a_dossier
from tests.build.petitions import (
    ACCEPTED,
    ANSWERED,
    DONE,
    SOLVING,
    TOLD,
    VOTER,
    Council,
    a_petition,
    walk,
)
from tests.build.refusals import refused

pytestmark = pytest.mark.django_db
HIM = Voter(VOTER.name, VOTER.phone, VOTER.email, "số 5, thôn Đak Xuyên", named=True)
SHY = Voter("Điểu Thị Kín", "0987000111", "", "số 9, thôn Bù Ghe")


def boxes(council: Council, **other: Any) -> letters.Boxes:
    given = {
        "kind": "cong_van",
        "subject": "trả lời ý kiến, kiến nghị của cử tri",
        "unit": "bcvtcntt",
        "to": ("Hội đồng nhân dân tỉnh", "Ủy ban nhân dân tỉnh"),
        "copies": ("Như trên", "BGĐ Sở", "Lưu: VT"),
        "signer": council.director.account.pk,
    }
    return letters.Boxes(**{**given, **other})


def drafted(council: Council, *answers: AnswerSaid, voter: Voter = HIM) -> Petition:
    petition = walk(a_petition(council, voter=voter), council, "accepted")
    for number, said in enumerate(answers, start=1):
        actions.draft_answer(petition.pk, number, said, by=council.lead.official, now=ACCEPTED)
    return petition


def reply(council: Council, *petitions: Petition, **more: Any) -> Letter:
    given = {"press": "p-1", "by": council.lead.official, "now": ANSWERED, **more}
    return actions.draft_reply([each.pk for each in petitions], boxes(council), **given)


def text(letter: Letter) -> str:
    assert letter.current is not None
    return str(letter.current.body)


def test_the_letter_has_the_structure_of_the_seed_letter() -> None:
    council = Council.of()
    petition = drafted(council, DONE, SOLVING)
    parts = text(reply(council, petition)).split("\n\n")
    assert parts[0] == (
        "Thực hiện Công văn số 4102/UBND-TH ngày 08/10/2024 của UBND tỉnh về việc trả lời ý kiến, kiến nghị của cử tri "
        "sau kỳ họp thứ 15, HĐND tỉnh khóa X."
    )
    assert parts[1].startswith(
        "Theo đó, cử tri Nguyễn Quyết Thắng, số 5, thôn Đak Xuyên, xã Đak Nhau, huyện Bù Đăng phản ánh: “*việc triển"
    )
    assert parts[1].endswith("khi liên hệ công việc*”.")
    assert parts[2].startswith("Về phản ánh của cử tri Nguyễn Quyết Thắng, Sở Thông tin và Truyền thông theo chức năng")
    assert parts[3] == (
        "1. Về việc kiểm tra, khắc phục hạn chế gây khó khăn cho người dân khi thực hiện một số thủ tục hành chính:"
    )
    assert parts[4].startswith("- Đoàn kiểm tra đã kiểm tra bộ phận một cửa huyện")
    assert parts[5] == "2. Về việc tạo điều kiện thuận lợi cho người dân khi liên hệ công việc:"
    assert parts[7] == (
        "- Lộ trình thực hiện: Công khai số điện thoại và thư điện tử tại mọi bộ phận một cửa; hoàn thành chậm nhất "
        "ngày 30/11/2024; đơn vị chịu trách nhiệm: Sở Thông tin và Truyền thông."
    )
    assert parts[-2] == (
        "Trên đây là trả lời ý kiến, kiến nghị của cử tri theo Công văn số 4102/UBND-TH ngày 08/10/2024 của UBND tỉnh. "
        "Sở Thông tin và Truyền thông kính báo cáo Hội đồng nhân dân tỉnh và Ủy ban nhân dân tỉnh."
    )
    assert parts[-1] == "Trân trọng./."


def test_who_did_not_agree_to_be_named_is_a_voter_of_their_hamlet() -> None:
    council = Council.of()
    said = text(reply(council, drafted(council, DONE, SOLVING, voter=SHY)))
    assert "Theo đó, cử tri thôn Bù Ghe, xã Đak Nhau, huyện Bù Đăng phản ánh" in said
    assert "Kín" not in said
    assert "số 9" not in said
    assert "Về phản ánh của cử tri thôn Bù Ghe" in said


def test_a_name_in_somebodys_own_words_is_quoted_only_where_they_agreed() -> None:
    council = Council.of()
    for voter in (SHY, HIM):
        words = f"Tôi là {voter.name}, ở {voter.address}, số máy {voter.phone}. Đề nghị sửa đường liên thôn."
        petition = a_petition(council, content=words, points=(words,), voter=voter, client_key=voter.name)
        walk(petition, council, "accepted")
        actions.draft_answer(petition.pk, 1, TOLD, by=council.lead.official, now=ANSWERED)
        said = text(reply(council, petition, press=voter.name))
        assert said.count("ề nghị sửa đường liên thôn") == 2
        assert (voter.name in said) is voter.named
        assert (voter.address in said) is voter.named
        assert not voter.phone or voter.phone not in said, "a telephone is nobody's to read"


def test_one_letter_answers_several_petitions_and_one_petition_takes_several_letters() -> None:
    council = Council.of()
    one, other = drafted(council, DONE), drafted(council, TOLD, TOLD, voter=SHY)
    first = reply(council, one, other)
    assert [line for line in text(first).split("\n\n") if line[:1].isdigit()][2].startswith("3. Về việc tạo điều kiện")
    assert "Cũng theo công văn trên, cử tri thôn Bù Ghe" in text(first)
    actions.draft_answer(one.pk, 2, SOLVING, by=council.lead.official, now=ANSWERED)
    letters.ask_check(first.pk, council.director.account.pk, by=council.lead.official, now=ANSWERED)
    second = reply(council, one, press="p-2")
    assert [(each.letter, each.points) for each in queries.letters_of(one.pk)] == [(first, (1,)), (second, (2,))]
    assert queries.place_of(other, queries.wording()) == "thôn Bù Ghe, xã Đak Nhau, huyện Bù Đăng"
    answered = queries.answered_in(first, council.lead.official)
    assert {(each.petition.pk, each.points) for each in answered} == {(one.pk, (1,)), (other.pk, (1, 2))}
    assert queries.answered_in(second, people.dung().official) == []


def test_the_same_press_gives_the_same_letter() -> None:
    council = Council.of()
    petition = drafted(council, DONE, SOLVING)
    assert reply(council, petition) == reply(council, petition)
    assert Letter.objects.count() == 1


def test_what_is_drafted_and_in_no_letter_on_its_way_waits_to_be_put_into_one() -> None:
    council = Council.of()
    petition = drafted(council, DONE)
    (found,) = queries.to_reply(council.lead.official)
    assert (found.petition, found.points, found.whole) == (petition, 2, False)
    assert [(each.number, each.result, each.letter_id) for each in found.drafted] == [(1, "Đã giải quyết xong", None)]
    letter = reply(council, petition)
    assert queries.to_reply(council.lead.official)[0].drafted[0].letter_id == letter.pk
    letters.ask_check(letter.pk, council.director.account.pk, by=council.lead.official, now=ANSWERED)
    assert queries.to_reply(council.lead.official) == []
    assert queries.to_reply(council.helper.official) == []


def test_what_stands_in_a_letter_that_is_being_checked_is_not_changed_behind_its_back() -> None:
    council = Council.of()
    petition = drafted(council, DONE, SOLVING)
    letter = reply(council, petition)
    actions.draft_answer(petition.pk, 1, TOLD, by=council.lead.official, now=ANSWERED)
    letters.ask_check(letter.pk, council.director.account.pk, by=council.lead.official, now=ANSWERED)
    with refused("answer_stands_in_letter"):
        actions.draft_answer(petition.pk, 1, DONE, by=council.lead.official, now=ANSWERED)
    letters.send_back(letter.pk, "Xem lại ý thứ nhất.", by=council.director.official, now=ANSWERED)
    actions.draft_answer(petition.pk, 1, DONE, by=council.lead.official, now=ANSWERED)
    assert Answer.objects.get(point__number=1).letter_id == letter.pk


def test_a_voters_signs_mean_nothing_to_the_text() -> None:
    council = Council.of()
    words = "Đường *liên thôn* [hỏng](fact:9) nặng, đề nghị sửa.\n\n1. Sớm nhé_"
    petition = walk(a_petition(council, content=words, points=()), council, "accepted")
    actions.draft_answer(petition.pk, 1, TOLD, by=council.lead.official, now=ACCEPTED)
    letter = reply(council, petition)
    assert r"“*Đường \*liên thôn\* \[hỏng\](fact:9) nặng, đề nghị sửa. 1. Sớm nhé\_*”." in text(letter)
    assert letters_asked.facts_in(letter.current) == []
    assert len(letters_asked.document_of(letter, ANSWERED).body) > 100


def test_facts_of_the_place_are_offered_and_stay_linked_with_their_day_and_source() -> None:
    council, office = Council.of(), reports.Offices.of()
    petition = drafted(council, DONE, SOLVING)
    for _ in range(5):
        reports.walk(reports.a_report(), office, "answered")
    a_dossier(people.an())
    by = council.lead.official
    offered = {each.key: each for each in queries.offered_facts([petition.pk], by, ANSWERED)}
    assert list(offered) == ["dossiers-25399", "contact-25399", "reports-25399", "hotline"]
    assert "tiếp nhận 1 hồ sơ; đã có kết quả 0 hồ sơ" in offered["dossiers-25399"].plainly
    assert (
        "tiếp nhận 5 phản ánh về địa bàn xã Đak Nhau, huyện Bù Đăng; đã trả lời 5" in offered["reports-25399"].plainly
    )
    assert "điện thoại 0271 000 0013" in offered["contact-25399"].plainly
    second = Answer.objects.get(point__number=2)
    stated = {"dossiers-25399": second.pk, "hotline": second.pk, "contact-25399": second.pk, "nothing": second.pk}
    letter = reply(council, petition, stated=stated)
    said = text(letter)
    assert said.index("2. Về việc") < said.index("[1 hồ sơ](fact:1)") < said.index("- Lộ trình thực hiện")
    assert "**tổng đài 1022** và ứng dụng **BinhPhuocToday**" in said
    facts = letters_asked.facts_in(letter.current)
    assert len(facts) == 7
    assert all(each.cited and each.fact.as_of == date(2024, 10, 25) for each in facts)
    assert facts[0].fact.source_id == "Nhật ký hệ thống, đơn vị H10.30.13.01, 01/01/2024 - 25/10/2024"
    assert facts[4].fact.source_kind == "directory"


def test_few_reports_are_not_counted_where_one_could_guess_who() -> None:
    council, office = Council.of(), reports.Offices.of()
    petition = drafted(council, DONE)
    for _ in range(4):
        reports.walk(reports.a_report(), office, "answered")
    offered = queries.offered_facts([petition.pk], council.lead.official, ANSWERED)
    assert [each.key for each in offered] == ["contact-25399", "hotline"]


def test_nobody_answers_what_another_agency_leads_or_what_is_not_drafted() -> None:
    council = Council.of()
    petition = drafted(council, DONE)
    for by in (council.helper.official, council.secretary.official, people.dung().official):
        with pytest.raises(NotFound):
            reply(council, petition, by=by)
    with pytest.raises(NotFound):
        reply(council, petition, walk(a_petition(council), council, "accepted"))
    with refused("nothing_to_answer"):
        reply(council)
    with refused("too_many_to_answer"):
        actions.draft_reply(range(1, 60), boxes(council), press="x", by=council.lead.official, now=ANSWERED)


def test_that_an_answer_was_put_into_a_letter_stands_in_the_journal_without_a_word_of_it() -> None:
    council = Council.of()
    petition = drafted(council, DONE, SOLVING)
    letter = reply(council, petition)
    entries = Entry.objects.filter(verb="petitions.reply_drafted", subject_id=petition.pk).order_by("pk")
    assert [(each.facts["point"], each.facts["letter"]) for each in entries] == [(1, letter.pk), (2, letter.pk)]
    assert "Thắng" not in str([each.facts for each in entries])


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("Đề nghị sửa đường.", "1. Về việc đề nghị sửa đường:"),
        ("UBND xã xem lại lịch tiếp dân", "1. Về việc UBND xã xem lại lịch tiếp dân:"),
        ("Bù Đăng chưa có bến xe", "1. Về việc Bù Đăng chưa có bến xe:"),
    ],
)
def test_a_point_begins_small_unless_it_begins_with_a_name(what: str, said: str) -> None:
    wording = dict.fromkeys(("opening", "voice", "transition", "closing", "end", "basis", "unnamed", "promise"), "x")
    point = Answered(1, what, "- Đã xem xét, trả lời\n+ đã công khai.")
    asked = Asked("", "thôn 1", "…", "15", "X", Basis("1/UBND", date(2024, 2, 5)), (point,))
    body, _facts = replying.composed([asked], {**wording, "point": "Về việc {what}:", "to": ["a"]}, agency="Sở")
    assert said in body
    assert "- Đã xem xét, trả lời.\n\n- đã công khai." in body
    assert replying.written(date(2024, 2, 5)) == "05/02/2024"
    assert replying.counted(1204) == "1.204"


def test_classes_are_as_they_were_drafted() -> None:
    council = Council.of()
    petition = drafted(council, DONE, SOLVING)
    letter = reply(council, petition)
    actions.answered_by_letter(letter.pk, symbol="01/X", by=people.NURSE, now=ANSWERED)
    petition.refresh_from_db()
    assert [point.result for point in queries.points_of(petition.pk)] == [Result.DONE, Result.ONGOING]


def test_where_a_voter_lives_is_whole_for_who_is_named_and_the_hamlet_for_who_is_not() -> None:
    council, said = Council.of(), queries.wording()
    assert said["hotline"] == "1022"
    named, shy = drafted(council, voter=HIM), drafted(council, voter=SHY)
    assert queries.place_of(named, said).startswith("số 5, thôn Đak Xuyên, xã ")
    assert queries.place_of(shy, said).startswith("thôn Bù Ghe, xã ")
