"""What an operator does for a caller: takes a report down, tells how things stand, opens only what is proved."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.domain.dossiers.models import Dossier
from motcua.domain.feedback import actions as feedback
from motcua.domain.feedback.models import Report, SealedLetter
from motcua.domain.hotline import actions, queries
from motcua.domain.hotline.gateways import RecordingReady
from motcua.domain.hotline.models import Call, CallEvent, CallMatter
from motcua.domain.hotline.queries import Said
from motcua.domain.hotline.states import Why, WrapUp
from motcua.domain.journal.models import Entry
from motcua.kernel.errors import NotFound
from tests.build import journal, people
from tests.build.dossiers import Commune, a_dossier, walk
from tests.build.hotline import CALLER, Line, a_shift_leader, an_operator
from tests.build.people import DAK_NHAU, Somebody
from tests.build.refusals import refused
from tests.build.reports import BRIDGE, MONDAY, WORDS, Offices, a_report

LATER = MONDAY + timedelta(minutes=30)
RIGHT = {"born": "08/03/1994", "last_four": "1234"}


def spoken(**changed: str) -> actions.Spoken:
    said = {"category": BRIDGE, "content": WORDS, "name": "Điểu Thị An", "phone": CALLER, "area": DAK_NHAU}
    return actions.Spoken(**(said | changed))


@pytest.fixture
def nghe(db: None) -> Somebody:
    return an_operator()


@pytest.fixture
def call(nghe: Somebody) -> Call:
    return Line().talking().call


def accepted(commune: Commune | None = None) -> Dossier:
    return walk(a_dossier(people.an()), commune or Commune.of(), "accepted")


def test_a_report_is_taken_down_read_back_and_filed_once(call: Call, nghe: Somebody) -> None:
    first = actions.take_down(call.pk, spoken(), read_back=True, by=nghe.official, now=LATER)
    second = actions.take_down(call.pk, spoken(), read_back=True, by=nghe.official, now=LATER)
    report = Report.objects.get()
    assert first.code == second.code == report.matter.code
    assert (report.channel, report.content, report.helped_by_id) == ("phone", WORDS, nghe.account.pk)
    assert [(each.matter_id, each.became) for each in queries.matters_of(call)] == [(report.pk, "filed")]
    assert journal.last("hotline.reported").matter_id == report.pk


def test_what_was_not_read_back_is_not_filed(call: Call, nghe: Somebody) -> None:
    with refused("not_read_back"):
        actions.take_down(call.pk, spoken(), read_back=False, by=nghe.official, now=LATER)
    assert not Report.objects.exists()


def test_two_reports_in_one_call_are_two(call: Call, nghe: Somebody) -> None:
    for press in "12":
        actions.take_down(call.pk, spoken(press=press), read_back=True, by=nghe.official, now=LATER)
    assert Report.objects.count() == 2


def test_a_denunciation_leaves_nothing_of_the_caller_in_the_call(nghe: Somebody) -> None:
    line = Line().talking()
    line.say(RecordingReady, recording="talk-9", seconds=10)
    said = spoken(content="Tôi tố cáo ông chủ tịch xã nhận hối lộ của dân.")
    filed = actions.take_down(line.call.pk, said, read_back=True, by=nghe.official, now=LATER)
    assert filed.sealed
    assert SealedLetter.objects.count() == 1
    line.wait(20).say(RecordingReady, recording="talk-9", seconds=30)
    line.ended()
    call = line.call
    assert (call.restricted, call.number, call.number_index, call.recording) == (True, "", "", "")
    left = {each.detail for each in CallEvent.objects.filter(call=call) if each.detail}
    assert left == {"talk-9"} == set(queries.sounds_under_seal(call.pk))  # until it is erased at the telephones
    assert not CallMatter.objects.exists()
    assert queries.caller_of(call).known is False
    actions.wrap_up(call.pk, WrapUp.COMPLAINT, "ông Ba xã Đak Nhau", by=nghe.official, now=LATER)
    assert Call.objects.get(pk=call.pk).note == ""
    leader = a_shift_leader()
    assert list(queries.reviewable(leader.official, LATER)) == []
    with pytest.raises(NotFound):
        actions.review(call.pk, [], by=leader.official, now=LATER)


def test_the_state_of_a_matter_is_told_by_its_code(call: Call, nghe: Somebody) -> None:
    report = a_report()
    for _ in range(2):
        told = actions.tell_status(call.pk, str(report.matter.code).lower(), by=nghe.official, now=LATER)
    assert told.pk == report.pk
    assert Entry.objects.filter(verb="hotline.told").count() == 1
    with pytest.raises(NotFound):
        actions.tell_status(call.pk, "BP-000000-0000-0", by=nghe.official, now=LATER)


def test_a_known_number_opens_nothing(call: Call) -> None:
    a_report()
    Line().offered()
    caller = queries.caller_of(Line().wait(5).offered().call)
    assert caller.known
    assert CALLER not in caller.masked
    assert [line.what for line in queries.timeline(call)] == []


def test_what_is_the_callers_opens_after_they_read_it_back(call: Call, nghe: Somebody) -> None:
    dossier = accepted()
    report = a_report()
    said = Said(str(dossier.matter.code), **RIGHT)
    assert actions.open_caller(call.pk, said, Why.ASKED_STATUS, by=nghe.official, now=LATER)
    call.refresh_from_db()
    assert {(line.what, line.code) for line in queries.timeline(call)} == {
        ("dossier", dossier.matter.code),
        ("report", report.matter.code),
    }
    entries = Entry.objects.filter(verb="hotline.opened")
    assert {
        (each.matter_id, each.facts["reason"], each.facts["proof"], each.facts.get("reports")) for each in entries
    } == {
        (dossier.pk, "asked_status", "read_back", None),
        (None, "asked_status", "read_back", 1),  # whose a report is, no entry tells
    }


@pytest.mark.parametrize("wrong", [{"born": "09/03/1994"}, {"last_four": "9999"}, {"born": "1994"}])
def test_a_wrong_answer_opens_nothing_and_three_close_it_for_the_call(
    call: Call, nghe: Somebody, wrong: dict[str, str]
) -> None:
    code = str(accepted().matter.code)
    for tries in range(1, 4):
        told = Said(code, **(RIGHT | wrong))
        assert not actions.open_caller(call.pk, told, Why.ASKED_STATUS, by=nghe.official, now=LATER)
        assert journal.facts("hotline.proof_failed")["tries"] == tries
    with refused("proof_refused_before"):
        actions.open_caller(call.pk, Said(code, **RIGHT), Why.ASKED_STATUS, by=nghe.official, now=LATER)


def test_half_a_proof_is_none(call: Call, nghe: Somebody) -> None:
    for said in (Said("BP-1"), Said("BP-1", born="08/03/1994"), Said("", **RIGHT)):
        with refused("proof_incomplete"):
            actions.open_caller(call.pk, said, Why.ASKED_STATUS, by=nghe.official, now=LATER)


def test_who_has_no_account_proves_a_report_by_the_telephone_they_gave(call: Call, nghe: Somebody) -> None:
    filed = actions.take_down(call.pk, spoken(), read_back=True, by=nghe.official, now=LATER)
    assert queries.proved_by(Said(filed.code, phone="0988 111 222")) is None
    owner = queries.proved_by(Said(filed.code, phone="0912 345 678"))
    assert owner is not None
    assert owner.matters == [filed.report and filed.report.pk]
    assert queries.proved_by(Said("no-such-code", phone=CALLER)) is None


def test_an_accounts_matter_does_not_open_by_a_telephone_alone(nghe: Somebody) -> None:
    assert queries.proved_by(Said(str(a_report().matter.code), phone="0912345678")) is None


def test_what_a_call_was_for_is_said_and_said_again(nghe: Somebody) -> None:
    line = Line().talking().wait(30)
    with refused("call_not_over"):
        actions.wrap_up(line.call.pk, WrapUp.GUIDED, by=nghe.official, now=line.clock)
    line.ended()
    actions.wrap_up(line.call.pk, WrapUp.GUIDED, "khai sinh", by=nghe.official, now=line.clock + timedelta(seconds=20))
    again = actions.wrap_up(line.call.pk, WrapUp.STATUS, by=nghe.official, now=LATER)
    assert (again.wrap_code, again.wrap_seconds) == ("status", 20)
    with refused("call_note_too_long"):
        actions.wrap_up(line.call.pk, WrapUp.STATUS, "a" * 5_000, by=nghe.official, now=LATER)


def test_another_operators_call_is_not_there(call: Call) -> None:
    hieu = an_operator("Lê Thị Hiểu", "202").official
    acts = (
        lambda: actions.take_down(call.pk, spoken(), read_back=True, by=hieu, now=LATER),
        lambda: actions.tell_status(call.pk, "x", by=hieu, now=LATER),
        lambda: actions.open_caller(call.pk, Said("x", **RIGHT), Why.ASKED_STATUS, by=hieu, now=LATER),
        lambda: actions.wrap_up(call.pk, WrapUp.SPAM, by=hieu, now=LATER),
        lambda: actions.ask_callback(call.pk, by=hieu, now=LATER),
        lambda: queries.one_seen_by(hieu, call.pk),
        lambda: queries.one_seen_by(people.dung().official, call.pk),
    )
    for act in acts:
        with pytest.raises(NotFound):
            act()
    assert queries.one_seen_by(a_shift_leader().official, call.pk).pk == call.pk


def test_the_code_of_a_published_report_and_a_telephone_prove_nothing(nghe: Somebody) -> None:
    line = Line().talking()
    filed = actions.take_down(line.call.pk, spoken(), read_back=True, by=nghe.official, now=LATER)
    assert queries.proved_by(Said(filed.code, phone=CALLER)) is not None
    report = Report.objects.get()
    feedback.make_public(report.pk, "Cầu gãy.", by=Offices.of().dispatcher.official, now=LATER)
    assert queries.proved_by(Said(filed.code, phone=CALLER)) is None
    assert queries.telephone_of(report.matter) == CALLER  # a number is sent there instead
