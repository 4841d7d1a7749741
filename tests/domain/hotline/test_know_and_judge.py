"""What may be said today, what was looked for in vain, how a day went, and how a call was judged."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection

from motcua.domain.accounts.states import Duty
from motcua.domain.hotline import actions, gateways, queries
from motcua.domain.hotline.models import Article, Call
from motcua.domain.hotline.states import WrapUp
from motcua.domain.packs.rules import check
from motcua.kernel.errors import NotFound
from motcua.kernel.reading import read_yaml
from tests.build import journal, people
from tests.build.hotline import CALLER, DESK, Line, a_shift_leader, an_operator, centre
from tests.build.refusals import refused
from tests.build.reports import MONDAY

PACK = Path(__file__).resolve().parents[3] / "packs" / "binh-phuoc"
NEW_YEAR = datetime(2024, 2, 1, 3, 0, tzinfo=UTC)
DAY = date(2024, 10, 14)


def found(words: str, now: datetime = MONDAY) -> list[str]:
    return [each.code for each in queries.guidance(words, now).articles]


@pytest.mark.parametrize("words", ["khai sinh can giay gi", "KHAI SINH cần giấy gì", "làm khai sinh cho em bé"])
def test_an_article_is_found_in_everyday_words(db: None, words: str) -> None:
    assert found(words)[0] == "khai-sinh-can-gi"


def test_procedures_stand_beside_articles(db: None) -> None:
    guidance = queries.guidance("khai sinh", MONDAY)
    assert guidance.procedures[0].code == "1.001193"
    assert not guidance.nothing


def test_only_what_is_valid_today_is_said(db: None) -> None:
    assert "nghi-tet-2024" in found("nghỉ tết", NEW_YEAR)
    assert "nghi-tet-2024" not in found("nghỉ tết")
    assert queries.article("nghi-tet-2024", NEW_YEAR.date()).question
    with pytest.raises(NotFound):
        queries.article("nghi-tet-2024", DAY)
    assert "nghi-tet-2024" not in {each.code for each in queries.articles_today(DAY)}


def test_every_short_answer_is_said_within_a_minute(db: None) -> None:
    assert max(len(each.short.split()) for each in Article.objects.order_by("pk")) <= 180
    assert check(PACK) == []


def test_publishing_again_changes_nothing_and_a_new_version_ends_the_old(db: None) -> None:
    body = read_yaml(PACK / "hotline.yaml")
    assert actions.publish(body, by=DESK, now=MONDAY) == 0
    newer = deepcopy(body)
    later = deepcopy(newer["articles"][0])
    later["valid_from"] = date(2024, 11, 1)
    later["short"]["vi"] = "Dạ, từ tháng mười một không cần giấy chứng sinh nữa."
    newer["articles"].append(later)
    assert actions.publish(newer, by=DESK, now=MONDAY) == 1
    assert queries.article(later["code"], DAY).short != later["short"]["vi"]
    assert queries.article(later["code"], date(2024, 11, 2)).short == later["short"]["vi"]
    assert journal.facts("hotline.published")["articles"] == len(newer["articles"])
    del newer["articles"][1]
    actions.publish(newer, by=DESK, now=MONDAY)
    assert "tra-ho-so" not in {each.code for each in queries.articles_today(DAY)}


def test_what_was_looked_for_in_vain_is_told_to_the_editors(db: None) -> None:
    nghe, leader = an_operator(), a_shift_leader()
    assert queries.guidance("hộ chiếu ngựa vằn xyz", MONDAY).nothing
    for words in ("Hộ chiếu ngựa vằn", "ho chieu  ngua van"):
        actions.note_missed_search(words, by=nghe.official, now=MONDAY)
    actions.note_missed_search("ho chieu ngua van", by=nghe.official, now=MONDAY + timedelta(days=1))
    actions.note_missed_search("khai sinh", by=nghe.official, now=MONDAY)
    listed = queries.missed_searches(leader.official, DAY, DAY)
    assert [(each.words, each.times, each.answer is None) for each in listed] == [
        ("ho chieu ngua van", 3, True),
        ("khai sinh", 1, False),
    ]
    keeper = people.an_official("Phạm Thị Biên Tập", centre(), Duty.ADMINISTRATOR)
    assert queries.missed_searches(keeper.official, DAY, DAY) == listed
    with refused("other_duty"):
        queries.missed_searches(nghe.official, DAY, DAY)
    with pytest.raises(NotFound):
        queries.missed_searches(people.dung().official, DAY, DAY)


def test_a_number_somebody_typed_is_not_kept(db: None) -> None:
    nghe = an_operator()
    assert actions.note_missed_search("ông An 0912345678", by=nghe.official, now=MONDAY) is None
    assert actions.note_missed_search("x", by=nghe.official, now=MONDAY) is None


def test_the_board_counts_the_day(db: None) -> None:
    nghe = an_operator()
    assert queries.shift(nghe.official, MONDAY).service_level is None
    quick = Line().talking().wait(60).ended()
    actions.go_ready(by=nghe.official, now=quick.clock)
    slow = Line(number="0988000111", clock=quick.clock).offered().queued().wait(30).ringing().wait(5).answered()
    slow.wait(60).ended()
    Line(number="0988000222").offered().queued().wait(40).ended()
    Line(number="0988000333").offered().queued().wait(3).ended()
    Line(number="0988000444", clock=slow.clock).offered().queued()
    board = queries.shift(nghe.official, slow.clock + timedelta(seconds=12))
    assert (board.offered, board.answered, board.lost, board.short, board.waiting) == (5, 2, 1, 1, 1)
    assert (board.service_level, board.speed_of_answer, board.handling, board.longest_wait) == (33, 21, 60, 12)
    with pytest.raises(NotFound):
        queries.shift(people.dung().official, MONDAY)


def test_a_leader_judges_a_call_once_by_the_criteria_of_the_pack(db: None) -> None:
    nghe, leader = an_operator(), a_shift_leader()
    line = Line().talking()
    with refused("call_not_over"):
        actions.review(line.call.pk, ["chao"], by=leader.official, now=line.clock)
    line.wait(30).ended()
    assert [each.pk for each in queries.reviewable(leader.official, line.clock)] == [line.call.pk]
    with refused("unknown_criterion"):
        actions.review(line.call.pk, ["đẹp"], by=leader.official, now=line.clock)
    with refused("other_duty"):
        actions.review(line.call.pk, ["chao"], by=nghe.official, now=line.clock)
    made = actions.review(line.call.pk, ["chao", "dung"], "Tốt", by=leader.official, now=line.clock)
    assert (made.met, len(made.missed)) == (["chao", "dung"], 4)
    assert journal.facts("hotline.reviewed") == {"points": 2, "of": 6}
    with refused("call_reviewed"):
        actions.review(line.call.pk, ["chao"], by=leader.official, now=line.clock)
    with refused("call_reviewed"):
        actions.wrap_up(line.call.pk, WrapUp.GUIDED, by=nghe.official, now=line.clock)
    assert list(queries.reviewable(leader.official, line.clock)) == []


def test_what_the_program_asks_of_a_call(db: None) -> None:
    an_operator()
    line = Line().offered().wait(3)
    line.say(gateways.Digits, digits="9")
    assert queries.last_key_at(line.call) == line.clock
    assert [each.kind for each in queries.heard_of(line.call)] == ["offered", "digits"]
    assert [each.detail for each in queries.events_of(line.call)] == ["1022", "9"]
    assert not queries.is_reviewed(line.call)
    assert queries.desk_is_open(MONDAY)
    assert not queries.desk_is_open(MONDAY + timedelta(hours=13))


def test_nobody_judges_their_own_call(db: None) -> None:
    leader = people.an_official("Cả Hai Việc", centre(), Duty.OPERATOR, Duty.LEADER)
    actions.sign_on("201", by=leader.official, now=MONDAY)
    line = Line().talking().wait(5).ended()
    with refused("own_call"):
        actions.review(line.call.pk, [], by=leader.official, now=line.clock)


def test_no_number_lies_open_in_any_column_of_a_call(db: None) -> None:
    an_operator()
    Line().talking().ended()
    with connection.cursor() as cursor:
        for table in ("hotline_call", "hotline_callevent", "hotline_command", "hotline_callback"):
            cursor.execute(f"SELECT count(*) FROM {table} AS t WHERE t::text LIKE %s", [f"%{CALLER}%"])
            assert cursor.fetchone() == (0,), table
    assert Call.objects.get().number == CALLER
