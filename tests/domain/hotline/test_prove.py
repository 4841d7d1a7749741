"""Who a caller is: shown by what they know or by a number at their registered telephone, and the person sees it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.models import Dossier
from motcua.domain.dossiers.states import Reason
from motcua.domain.hotline import actions, queries
from motcua.domain.hotline.models import Call, ProofTry
from motcua.domain.hotline.queries import Said
from motcua.domain.hotline.states import Pin, Try, Why
from motcua.domain.journal.models import Entry
from motcua.domain.notices.models import Message
from motcua.jobs import hotline as jobs_of_the_hotline
from motcua.kernel.actors import System
from motcua.kernel.errors import NotFound
from tests.build import jobs, journal, people
from tests.build.dossiers import Commune, a_dossier, walk
from tests.build.hotline import CALLER, Line, an_operator
from tests.build.people import DAK_NHAU, Somebody
from tests.build.refusals import refused
from tests.build.reports import BRIDGE, MONDAY, a_report

LATER = MONDAY + timedelta(minutes=30)
RIGHT = {"born": "08/03/1994", "last_four": "1234"}
JOBS = System("jobs")
STRANGER = "0988777666"


@pytest.fixture
def nghe(db: None) -> Somebody:
    return an_operator()


@pytest.fixture
def dossier(db: None) -> Dossier:
    return walk(a_dossier(people.an()), Commune.of(), "accepted")


def a_call(nghe: Somebody, number: str = STRANGER) -> Call:
    return Line(number=number).talking().call


def sent(call: Call) -> str:
    """The number that went out, as the telephone shows it."""
    out = actions.take_pin(call.pk, by=JOBS, now=LATER)
    assert out is not None
    assert out.phone == "0912345678"
    return re.findall(r"\d{6}", out.text)[0]


def test_the_person_sees_on_the_page_of_openings_that_the_hotline_opened(nghe: Somebody, dossier: Dossier) -> None:
    call = a_call(nghe)
    said = Said(str(dossier.matter.code), **RIGHT)
    assert actions.open_caller(call.pk, said, Why.ASKED_STATUS, by=nghe.official, now=LATER)
    [opening] = dossiers.openings_of(dossier.pk, people.an())
    assert (opening.at, opening.reason) == (LATER, Reason.ENQUIRY)
    assert opening.agency == queries.office(nghe.official) != ""
    message = Message.objects.get(event=f"hotline-opened-{call.pk}")
    assert message.account_id == people.an().account_id
    assert "Nếu không phải ông/bà gọi" in message.body


def test_a_number_read_out_from_the_registered_telephone_opens_what_is_theirs(nghe: Somebody, dossier: Dossier) -> None:
    call, report = a_call(nghe), a_report()
    masked = actions.send_pin(call.pk, str(dossier.matter.code), by=nghe.official, now=LATER)
    assert masked.endswith("678")
    assert "0912345678" not in masked
    assert jobs.waiting("hotline.send_pin") == [{"call_id": call.pk}]
    number = sent(call)
    assert actions.open_by_pin(call.pk, f" {number[:3]} {number[3:]}", Why.ASKED_STATUS, by=nghe.official, now=LATER)
    call.refresh_from_db()
    assert (call.proof, call.pin, call.proved_id) == ("pin", "", people.an().account_id)
    assert {line.code for line in queries.timeline(call)} == {dossier.matter.code, report.matter.code}
    assert {each.facts["proof"] for each in Entry.objects.filter(verb="hotline.opened")} == {"pin"}
    assert len(dossiers.openings_of(dossier.pk, people.an())) == 1
    assert number not in journal.everything()
    with refused("pin_is_over"):
        actions.open_by_pin(call.pk, number, Why.ASKED_STATUS, by=nghe.official, now=LATER)


def test_the_number_goes_to_the_registered_telephone_whoever_calls(nghe: Somebody, dossier: Dossier) -> None:
    assert queries.telephone_of(dossier.matter) == "0912345678"
    call = a_call(nghe)
    actions.send_pin(call.pk, str(dossier.matter.code), by=nghe.official, now=LATER)
    sent(call)
    assert actions.take_pin(call.pk, by=JOBS, now=LATER) is None  # taken once


def test_a_wrong_or_late_number_opens_nothing(nghe: Somebody, dossier: Dossier) -> None:
    call = a_call(nghe)
    with refused("pin_is_over"):
        actions.open_by_pin(call.pk, "", Why.ASKED_STATUS, by=nghe.official, now=LATER)
    actions.send_pin(call.pk, str(dossier.matter.code), by=nghe.official, now=LATER)
    number = sent(call)
    wrong = f"{(int(number) + 1) % 1_000_000:06}"
    for said in (wrong, "", number[:5]):
        assert not actions.open_by_pin(call.pk, said, Why.ASKED_STATUS, by=nghe.official, now=LATER)
    with refused("proof_refused_before"):
        actions.open_by_pin(call.pk, number, Why.ASKED_STATUS, by=nghe.official, now=LATER)
    other = a_call(nghe, "0977111222")
    actions.send_pin(other.pk, str(dossier.matter.code), by=nghe.official, now=LATER)
    late = LATER + timedelta(minutes=11)
    with refused("pin_is_over"):
        actions.open_by_pin(other.pk, sent(other), Why.ASKED_STATUS, by=nghe.official, now=late)
    assert dossiers.openings_of(dossier.pk, people.an()) == []
    assert not Entry.objects.filter(verb="hotline.opened").exists()


def test_numbers_are_not_sent_again_and_again(nghe: Somebody, dossier: Dossier) -> None:
    code = str(dossier.matter.code)
    for turn in range(2):
        call = a_call(nghe, f"098877700{turn}")
        for _ in range(2):
            actions.send_pin(call.pk, code, by=nghe.official, now=LATER)
        with refused("pin_sent_enough"):
            actions.send_pin(call.pk, code, by=nghe.official, now=LATER)
    third = a_call(nghe, "0988777009")
    with refused("pin_sent_enough"):
        actions.send_pin(third.pk, code, by=nghe.official, now=LATER)
    assert queries.tries_lately(dossier.pk, Try.PIN_SENT, LATER) == 4
    tomorrow = LATER + timedelta(days=1, minutes=1)
    assert actions.send_pin(third.pk, code, by=nghe.official, now=tomorrow)


def test_who_calls_again_and_again_does_not_guess_on(nghe: Somebody, dossier: Dossier) -> None:
    code, guesses = str(dossier.matter.code), 0
    for turn in range(2):
        call = a_call(nghe, f"098877700{turn}")
        for guess in range(3):
            if guesses == 5:
                break
            said = Said(code, born="08/03/1994", last_four=f"000{guess}")
            assert not actions.open_caller(call.pk, said, Why.ASKED_STATUS, by=nghe.official, now=LATER)
            guesses += 1
    third = a_call(nghe, "0988777005")
    with refused("proof_refused_today"):
        actions.open_caller(third.pk, Said(code, **RIGHT), Why.ASKED_STATUS, by=nghe.official, now=LATER)
    tomorrow = LATER + timedelta(days=1, minutes=1)
    assert actions.open_caller(third.pk, Said(code, **RIGHT), Why.ASKED_STATUS, by=nghe.official, now=tomorrow)


def test_where_no_telephone_is_registered_there_is_no_number(nghe: Somebody) -> None:
    call = a_call(nghe)
    report = a_report()
    report.sender = None
    report.sender_phone = ""
    report.save()
    with refused("pin_without_telephone"):
        actions.send_pin(call.pk, str(report.matter.code), by=nghe.official, now=LATER)
    assert queries.owner_of(report.matter).matters == [report.pk]
    with pytest.raises(NotFound):
        actions.send_pin(call.pk, "BP-000000-0000-0", by=nghe.official, now=LATER)


def test_a_provider_that_does_not_take_it_is_said_and_the_number_forgotten(
    nghe: Somebody, dossier: Dossier, settings: Any
) -> None:
    call = a_call(nghe)
    actions.send_pin(call.pk, str(dossier.matter.code), by=nghe.official, now=LATER)
    actions.take_pin(call.pk, by=JOBS, now=LATER)
    done = actions.pin_came_to(call.pk, Pin.FAILED, by=JOBS, now=LATER)
    assert (done.pin_state, done.pin) == (Pin.FAILED, "")
    again = actions.pin_came_to(call.pk, Pin.SENT, by=JOBS, now=LATER)
    assert again.pin_state == Pin.FAILED


def test_the_job_sends_the_number_once(committed_db: str) -> None:
    nghe = an_operator()
    dossier = walk(a_dossier(people.an()), Commune.of(), "accepted")
    call = a_call(nghe)
    now = jobs_of_the_hotline.clock.now()
    actions.send_pin(call.pk, str(dossier.matter.code), by=nghe.official, now=now)
    jobs.work("people")
    call.refresh_from_db()
    assert call.pin_state == Pin.SENT
    jobs_of_the_hotline.send_pin(call.pk)
    call.refresh_from_db()
    assert call.pin_state == Pin.SENT


def test_another_operators_call_sends_and_opens_nothing(nghe: Somebody, dossier: Dossier) -> None:
    call = a_call(nghe)
    hieu = an_operator("Lê Thị Hiểu", "202").official
    with pytest.raises(NotFound):
        actions.send_pin(call.pk, str(dossier.matter.code), by=hieu, now=LATER)
    with pytest.raises(NotFound):
        actions.open_by_pin(call.pk, "123456", Why.ASKED_STATUS, by=hieu, now=LATER)


def test_a_call_that_goes_under_seal_forgets_what_was_tried(nghe: Somebody, dossier: Dossier) -> None:
    call = a_call(nghe)
    actions.send_pin(call.pk, str(dossier.matter.code), by=nghe.official, now=LATER)
    words = "Tôi tố cáo ông chủ tịch xã nhận hối lộ của dân."
    letter = actions.Spoken(category=BRIDGE, content=words, phone=CALLER, area=DAK_NHAU)
    assert actions.take_down(call.pk, letter, read_back=True, by=nghe.official, now=LATER).sealed
    call.refresh_from_db()
    assert (call.pin, call.pin_state, call.pin_matter_id) == ("", "", None)
    assert not ProofTry.objects.filter(call=call).exists()
    with refused("proof_refused_before"):
        actions.send_pin(call.pk, str(dossier.matter.code), by=nghe.official, now=LATER)
