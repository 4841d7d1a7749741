"""What goes under seal identifies nobody: whatever its door, nothing that is kept, shown, told or logged does."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any, ClassVar

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse
from openpyxl import load_workbook

from motcua.domain.accounts.models import Account
from motcua.domain.accounts.states import Duty
from motcua.domain.agencies.models import Agency
from motcua.domain.channels.models import Letter
from motcua.domain.documents.models import File
from motcua.domain.feedback import actions, queries
from motcua.domain.feedback.models import Draft, Piece, Report, SealedLetter
from motcua.domain.feedback.rules import Place, Said, Sender
from motcua.domain.feedback.rules.sealing import open_letter
from motcua.domain.feedback.states import State
from motcua.domain.hotline import actions as hotline
from motcua.domain.hotline.models import Callback
from motcua.domain.journal.models import Entry
from motcua.domain.matters.models import Task
from motcua.domain.notices.models import Email, Message, Text
from motcua.domain.packs import actions as packs
from motcua.kernel.actors import Citizen
from motcua.web.shared import site
from tests.architecture.addresses import addresses
from tests.build import jobs, people
from tests.build.dossiers import MONDAY
from tests.build.hotline import Line, a_shift_leader, an_operator
from tests.build.people import DAK_NHAU, NURSE, Somebody
from tests.build.reports import DONE, LETTER, Offices, a_photo, a_report, press, sent, walk
from tests.build.sealed import (
    ADDRESS,
    EMAIL,
    FROM,
    NAME,
    PHONE,
    PHOTO_NAME,
    SPOT,
    TEXT,
    ZALO,
    found_in_files,
    found_in_tables,
    the_photo,
    words_in,
)
from tests.build.threads import at_once
from tests.build.writing import send
from tests.domain.channels.test_take_zalo import account
from tests.web.desk.visits import at
from tests.web.every_door import (
    TOLD,
    WHO,
    a_picture,
    at_the_counter,
    by_app,
    by_mail,
    by_open311,
    by_telephone,
    by_web,
    by_zalo,
    in_the_open,
)

__all__ = ["account"]
pytestmark = pytest.mark.usefixtures("account")
LATER = MONDAY + timedelta(hours=2)
OF_AN = ("accounts_account", "django_session", "notices_message")


class Chat:
    """Zalo, as far as it is told anything."""

    said: ClassVar[list[tuple[str, str]]] = []

    def send(self, user: str, words: str) -> None:
        self.said.append((user, words))


@pytest.fixture(autouse=True)
def an_installation(committed_db: str, settings: Any, files_of_their_own: None) -> Iterator[None]:
    """On a Monday, with commits that are real and files of its own."""
    settings.MOTCUA_ZALO_GATEWAY = "tests.web.test_under_seal.Chat"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    Chat.said.clear()
    cache.clear()
    packs.begin_demonstration(offset=datetime.now(UTC) - MONDAY, by=NURSE, now=MONDAY)
    site.forget()
    yield
    site.forget()
    cache.clear()


def everything(response: Any) -> bytes:
    """What somebody gets, as far as it can be read."""
    body: bytes = b"".join(response) if response.streaming else response.content
    if body.startswith(b"PK"):
        rows = load_workbook(BytesIO(body), read_only=True).active
        body = "\n".join(str(cell) for row in rows.iter_rows(values_only=True) for cell in row).encode()  # type: ignore[union-attr]  # it has a sheet
    return body


def pages(codes: list[str]) -> Iterator[str]:
    """Every address that names nothing, every list searched for the codes, every export."""
    for address in addresses():
        if address.name and not address.arguments and "tai-khoan/" not in address.route:
            try:
                yield reverse(address.name)
            except NoReverseMatch:
                continue
    for code in codes[:3]:
        for listed in ("desk:reports", "desk:dossiers", "portal:reports", "desk:hotline_guidance"):
            yield f"{reverse(listed)}?q={code}"
        yield f"{reverse('portal:public_report', args=[code])}"
        for form in ("json", "xml"):
            yield f"/open311/v2/requests/{code}.{form}"
            yield f"/open311/v2/servicerequestupdates.{form}?service_request_id={code}"
    for name, kinds in (
        ("desk:report_register_file", ("csv", "xlsx")),
        ("desk:rule_feedback_file", ("csv", "xlsx")),
        ("portal:public_feed", ("atom", "csv", "geojson")),
    ):
        yield from (reverse(name, kwargs={"kind": kind}) for kind in kinds)


def officials() -> Iterator[Somebody]:
    """At each agency that has to do with reports, somebody with every duty but the one that opens the queue."""
    duties = [duty for duty in Duty if duty is not Duty.SEALED]
    unit, counter = people.agency_of("phong-ha-tang", people.BU_DANG), people.agency_of("mot-cua-xa")
    for agency in (Agency.objects.get(code="H10.12.01"), Agency.objects.get(code="H10.18"), unit, counter):
        yield people.an_official("Người Tò Mò", agency, *duties, staff=True)


def seen_by(visitor: Client, codes: list[str]) -> list[tuple[str, object]]:
    """What one visitor finds of the letters on any page: words of them, or that there are such codes."""
    found: list[tuple[str, object]] = []
    for path in dict.fromkeys(pages(codes)):
        response = visitor.get(path)
        body = everything(response)
        found += [(path, words)] if (words := words_in(body)) else []
        asked = [code for code in codes if code in path]
        listed = [code for code in codes if code not in asked and code.encode() in body]
        found += [(path, listed)] if listed else []
        if path.startswith("/open311/v2/requests/"):
            found += [(path, response.status_code)] if response.status_code != 404 else []
    return found


def test_a_denunciation_by_any_door_identifies_nobody_anywhere(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    operator, counter = an_operator(now=MONDAY), people.binh()
    keeper = people.an_official("Hồ Thị Kín", Agency.objects.get(code="H10.18"), Duty.SEALED)
    citizen = Account.objects.get(pk=people.a_stranger().account_id)
    signed_in = at(citizen)
    signed_in.defaults["REMOTE_ADDR"] = FROM
    by_web(Client(REMOTE_ADDR=FROM))
    by_web(signed_in)
    by_app()
    by_mail()
    by_zalo()
    by_open311()
    by_telephone(operator)
    at_the_counter(at(counter))
    jobs.work()
    jobs.hurry()
    jobs.work()

    letters = list(SealedLetter.objects.order_by("pk"))
    assert sorted(letter.channel for letter in letters) == [
        *("app", "counter", "email", "open311", "phone", "web", "web", "zalo")
    ]
    assert not Report.objects.exists()
    for letter in letters:  # nothing is lost
        inside = open_letter(bytes(letter.letter))
        assert all(word in inside for word in (TEXT, SPOT, PHONE)), letter.channel
        assert letter.channel == "phone" or PHOTO_NAME in inside, letter.channel
        assert letter.channel == "zalo" or EMAIL in inside or letter.channel == "phone"

    assert found_in_tables() == []
    assert found_in_files() == []
    assert not Draft.objects.filter(photos__isnull=False).exists()
    assert not Piece.objects.exists()
    assert Letter.objects.filter(outcome="sealed", raw=None).count() == 2
    sessions = str(signed_in.session.items())
    assert not any(draft.token in sessions for draft in Draft.objects.all())
    assert not Entry.objects.filter(verb__startswith="feedback.", by_kind="citizen").exists()
    mine = {name for name, rows in rows_of(citizen).items() if rows}
    assert mine <= {"admin_logentry", *OF_AN}

    logged = "\n".join(f"{record.getMessage()} {record.exc_text or ''}" for record in caplog.records)
    assert len(logged) > 100
    assert words_in(logged) == []
    codes = [letter.code for letter in letters]
    for somebody in officials():
        assert seen_by(at(somebody), codes) == []
    assert seen_by(Client(), codes) == []
    assert seen_by(at(citizen), codes) == [], "the browser that sent it has the code, their account does not"

    to_them = [letter for letter in mail.outbox if letter.to == [EMAIL]]
    assert len(to_them) == 2
    for each in mail.outbox:
        assert words_in(f"{each.subject}\n{each.body}") == []
        assert each in to_them or words_in(f"{each.to} {each.extra_headers}") == []
    assert {user for user, _words in Chat.said} <= {ZALO}
    assert [words_in(words) for _user, words in Chat.said] == [[]] * len(Chat.said)
    assert Message.objects.filter(account=keeper.account).count() == len(letters)
    for message in Message.objects.order_by("pk"):
        assert words_in(f"{message.subject} {message.body} {message.event}") == []
    assert not Text.objects.exists()
    assert not Email.objects.filter(message__account=citizen).exists()


def rows_of(owner: Account) -> dict[str, int]:
    """How many rows of each table point at an account."""
    return {
        relation.related_model._meta.db_table: relation.related_model.objects.filter(
            **{relation.field.name: owner}
        ).count()
        for relation in Account._meta.related_objects
        if hasattr(relation.related_model, "objects")
    }


def test_the_search_finds_what_lies_in_the_open_or_under_the_ordinary_keys() -> None:
    assert words_in(found_in_tables()) == []
    account = Account.objects.get(pk=people.an("070290009999", NAME).account_id)
    assert ("accounts_account", "full_name", NAME) in found_in_tables()
    Account.objects.filter(pk=account.pk).update(username=f"x {SPOT}")
    assert ("accounts_account", "username", SPOT) in found_in_tables()


def test_a_report_that_turns_out_to_be_a_denunciation_identifies_nobody_any_more() -> None:
    offices = Offices.of()
    sender = Account.objects.get(pk=people.an("070290009999", "Điểu Thị An").account_id)
    client = at(sender)
    send(
        client, where={"detail": SPOT}, told={"content": f"{TOLD} {ADDRESS}"}, who=WHO, photos={"photos": [a_picture()]}
    )
    report = Report.objects.get()
    token = report.matter.token
    jobs.work()
    operator, line = an_operator(now=MONDAY), Line(number=PHONE).talking()
    hotline.tell_status(line.call.pk, str(report.matter.code), by=operator.official, now=LATER)
    line.ended()
    citizen, handler, dispatcher = Citizen(sender.pk), offices.handler.official, offices.dispatcher.official
    press(report, "forward", dispatcher, now=LATER)
    press(report, "accept", handler, now=LATER)
    press(report, "ask", handler, said=Said(question="Cầu ở đầu hay cuối thôn?"), now=LATER)
    press(report, "reply", citizen, said=Said(reason=f"Cuối thôn, {SPOT}, hỏi {NAME}."), now=LATER)
    (part,) = actions.split(report.pk, ["H10.30.13"], by=dispatcher, now=LATER)
    same = a_report(content=f"Cũng việc ấy, xin gặp {NAME}, {SPOT}.", now=LATER)
    press(same, "merge", dispatcher, said=Said(into=str(report.matter.code)), now=LATER)
    actions.extend(report.pk, 3, f"Chờ hỏi thêm {NAME}.", by=offices.head.official, now=LATER)
    press(report, "draft_answer", handler, said=DONE, now=LATER)
    press(report, "answer", offices.head.official, now=LATER)
    verdict = report.verdicts.get()
    actions.give_verdict(verdict.token, fixed=False, words=f"Chưa, {NAME} vẫn lội.", by=citizen, now=LATER)
    jobs.work()
    assert Task.objects.filter(closed_by=sender).exists()
    assert Message.objects.filter(account=sender).count() >= 3
    assert found_in_tables()

    actions.seal(report.pk, by=dispatcher, now=LATER + timedelta(hours=1))
    jobs.work()

    assert [row for row in found_in_tables() if row[0] not in OF_AN] == []
    assert found_in_files() == []
    assert not any(rows for name, rows in rows_of(sender).items() if name not in {"admin_logentry"})
    about = Entry.objects.filter(matter_id__in=(report.pk, part.pk, same.pk))
    assert not about.filter(by_kind="citizen").exists()
    assert not about.filter(on_behalf_of=sender.pk).exists()
    assert not about.filter(subject_kind="call").exists()
    assert not Task.objects.filter(closed_by=sender).exists()
    codes = [str(each.matter.code) for each in (report, part, same)]
    assert {letter.code for letter in SealedLetter.objects.all()} == set(codes)
    assert {*Report.objects.values_list("state", flat=True)} == {State.SEALED}
    inside = open_letter(bytes(SealedLetter.objects.get(code=report.matter.code).letter))
    assert all(word in inside for word in (ADDRESS, SPOT, NAME, PHONE, EMAIL, PHOTO_NAME))
    assert not queries.own_reports(citizen).exists()
    for somebody in officials():
        assert seen_by(at(somebody), codes) == []
    assert seen_by(Client(), codes) == []
    assert client.get(reverse("portal:report", args=[token])).status_code == 200
    assert words_in(client.get(reverse("portal:report", args=[token])).content) == []


def test_a_part_that_was_over_goes_under_seal_with_its_report() -> None:
    offices, unit = Offices.of(), Agency.objects.get(code="H10.30.13")
    theirs = Offices(
        offices.dispatcher,
        people.an_official("Lê Văn Điện", unit, Duty.SPECIALIST),
        people.an_official("Đỗ Thị Lưới", unit, Duty.LEADER),
    )
    told = {
        "content": f"{TOLD} {ADDRESS}",
        "sender": Sender(NAME, PHONE, EMAIL, ADDRESS),
        "place": Place(DAK_NHAU, SPOT),
    }
    report = a_report(people.a_stranger(), files=[(PHOTO_NAME, the_photo())], **told)
    (part,) = actions.split(report.pk, ["H10.30.13"], by=offices.dispatcher.official, now=MONDAY)
    walk(part, theirs, "answered", now=MONDAY)
    actions.give_verdict(part.verdicts.get().token, fixed=True, words=f"{NAME} cảm ơn.", now=LATER)
    said = Said(public_text="Cầu gãy một nhịp.", public_answer="Đã thay nhịp cầu.")
    press(part, "close", offices.dispatcher.official, said=said, now=LATER)
    jobs.work()
    assert queries.public_report(str(part.matter.code)).closed
    assert {name for name, _column, _word in found_in_tables()} >= {"feedback_report", "feedback_verdict"}

    actions.seal(report.pk, by=offices.dispatcher.official, now=LATER + timedelta(hours=1))
    jobs.work()

    part.refresh_from_db()
    assert (part.state, part.content, part.visibility, part.closed_at is None) == ("sealed", "", "private", False)
    assert [row for row in found_in_tables() if row[0] not in OF_AN] == []
    assert found_in_files() == []
    codes = [str(each.matter.code) for each in (report, part)]
    assert sorted(letter.code for letter in SealedLetter.objects.all()) == sorted(codes)
    inside = open_letter(bytes(SealedLetter.objects.get(code=part.matter.code).letter))
    assert all(word in inside for word in (ADDRESS, SPOT, NAME, PHONE, PHOTO_NAME, "cảm ơn", "Đã thay nhịp cầu gãy"))
    assert Entry.objects.filter(matter_id=part.pk, verb="feedback.sealed").count() == 1
    for somebody in (*officials(), *everybody_at(theirs)):
        assert seen_by(at(somebody), codes) == []
    assert seen_by(Client(), codes) == []
    page = Client().get(reverse("portal:report", args=[part.matter.token]))
    assert (page.status_code, words_in(page.content)) == (200, [])


def everybody_at(offices: Offices) -> Iterator[Somebody]:
    yield from (offices.dispatcher, offices.handler, offices.head)


def test_before_any_job_has_run_no_page_tells_who_sent_what_was_sealed() -> None:
    offices, operator, leader = Offices.of(), an_operator(now=MONDAY), a_shift_leader()
    written, spoken, line = in_the_open(operator)
    same = Said(into=str(written.matter.code))
    press(spoken, "merge", offices.dispatcher.official, said=same, now=LATER)
    again = Line(number=PHONE, clock=LATER).talking().call
    callback = Callback.objects.get()
    of_the_call = [
        *(reverse(f"desk:hotline_{name}", args=[line.call.pk]) for name in ("call", "report", "review", "recording")),
        *(reverse("desk:hotline_call", args=[again.pk]), reverse("desk:hotline_message", args=[callback.pk])),
        *(reverse("desk:report", args=[each.pk]) for each in (written, spoken)),
        *(
            f"{reverse('portal:report', args=[each.matter.token])}{more}"
            for each in (written, spoken)
            for more in ("", "da-mo/")
        ),
    ]
    readers = [at(who) for who in (next(officials()), *everybody_at(offices), operator, leader)] + [Client()]

    def told() -> list[tuple[str, list[str]]]:
        bodies = ((path, everything(reader.get(path))) for reader in readers for path in of_the_call)
        return [(path, words) for path, body in bodies if (words := words_in(body))]

    known = "Số này đã gọi trước đây"
    assert {path for path, _words in told()} >= {of_the_call[0], of_the_call[6]}
    assert known in at(operator).get(of_the_call[4]).content.decode()

    codes = [str(each.matter.code) for each in (written, spoken)]
    actions.seal(written.pk, by=offices.dispatcher.official, now=LATER)

    assert found_in_tables(), "no job has run: the tables still hold it"
    assert told() == []
    assert "Số này gọi lần đầu" in at(operator).get(of_the_call[4]).content.decode()
    assert "Cuộc gọi kín" in at(leader).get(of_the_call[0]).content.decode()
    for reader in (readers[0], readers[2], readers[-1]):  # who may do everything, the unit, anybody
        assert seen_by(reader, codes) == []


def test_of_two_sendings_at_the_very_same_moment_one_letter_is_made() -> None:
    new = sent(LETTER, TEXT, client_key="draft-hai-lan")
    results = at_once([lambda: actions.file_report(new, by=NURSE, now=MONDAY) for _time in range(4)])
    assert len({filed.code for filed in results}) == 1
    letter = SealedLetter.objects.get()
    again = actions.file_report(sent(LETTER, TEXT, client_key="draft-hai-lan"), by=NURSE, now=MONDAY)
    assert again == actions.Filed(letter.code, None)
    assert letter.mark is not None
    assert "hai-lan" not in letter.mark
    found = queries.sealed_before("draft-hai-lan")
    assert found is not None
    assert (found.pk, queries.sealed_before("draft-khac"), queries.sealed_before("")) == (letter.pk, None, None)
    ordinary = sent(client_key="draft-thuong", files=[("a.jpg", a_photo())])
    results = at_once([lambda: actions.file_report(ordinary, by=NURSE, now=MONDAY) for _time in range(4)])
    assert (len({filed.code for filed in results}), Report.objects.count()) == (1, 1)
    assert File.objects.count() == 1, "what the others handed in is gone again"
