"""What runs by the clock, run by the real worker: sealing, typesetting, the watch over unanswered dossiers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.core.files.storage import default_storage
from procrastinate.contrib.django import app

from motcua.domain.documents.models import File
from motcua.domain.dossiers import actions as dossiers
from motcua.domain.dossiers.states import Event
from motcua.domain.journal import queries as journal
from motcua.domain.journal.models import Head
from motcua.domain.notices.models import Message
from motcua.domain.packs import actions as packs
from motcua.domain.papers import queries as papers
from motcua.domain.papers.models import Paper
from motcua.domain.payments import actions as payments
from motcua.domain.payments.queries import gateway
from motcua.jobs import clock
from motcua.kernel.actors import System
from motcua.kernel.later import defer
from tests.build import counter, jobs, people
from tests.build.cast import Cast
from tests.build.dossiers import MONDAY, PDF, a_dossier, typed_birth
from tests.build.payments import a_dossier_with_fees


def test_everything_recorded_is_sealed(committed_db: str) -> None:
    Cast.of()
    defer("journal.seal")
    jobs.work("clock")
    extent = journal.extent()
    assert extent.entries == extent.sealed > 0
    assert journal.check() == []
    heads = Head.objects.count()
    defer("journal.seal")
    jobs.work("clock")
    assert Head.objects.count() == heads


def test_papers_are_typeset_and_the_applicant_told(committed_db: str) -> None:
    cast = Cast.of()
    dossier = cast.press(a_dossier(cast.an), "accept", MONDAY)
    jobs.work("papers", "people")
    [receipt] = Paper.objects.filter(matter_id=dossier.pk)
    assert papers.pdf_of(receipt.pk).startswith(b"%PDF-")
    assert sorted(message.event.split("-")[2] for message in Message.objects.all()) == ["accepted", "submitted"]


def test_the_timetable_notes_what_nobody_answered(committed_db: str) -> None:
    dossier = a_dossier(now=datetime.now(UTC) - timedelta(days=20))
    defer("dossiers.warn_unanswered")
    jobs.work("clock")
    dossier.refresh_from_db()
    assert dossier.answer_overdue_at is not None


def test_an_order_whose_money_did_not_come_is_given_up(committed_db: str) -> None:
    an = people.an()
    begun = datetime.now(UTC) - timedelta(days=1)
    order = payments.pay_online(a_dossier_with_fees(an).pk, through=gateway(), by=an, now=begun)
    defer("payments.lapse")
    jobs.work("clock")
    order.refresh_from_db()
    assert order.state == "lapsed"


def test_whose_result_waits_is_reminded(committed_db: str) -> None:
    cast = Cast.of()
    dossier = a_dossier(cast.an, typed=typed_birth(result_method="one_stop"))
    cast.go(dossier, "accept", "propose", "approve", "issued", now=MONDAY)
    defer("dossiers.remind_unclaimed")
    jobs.work("clock")
    assert Message.objects.filter(event=f"unclaimed-{dossier.pk}-1").exists()


def test_what_was_begun_at_a_counter_and_left_is_erased_with_its_bytes(committed_db: str) -> None:
    counter.a_copy_procedure()
    binh, begun = people.binh().official, datetime.now(UTC) - timedelta(days=20)
    sheet = counter.a_sheet(binh, now=begun)
    dossiers.attach_scan(sheet.draft.token, counter.ORIGINAL, "ban-chinh.pdf", PDF, by=binh, now=begun)
    [file] = File.objects.all()
    defer("dossiers.purge_sheets")
    jobs.work("clock")
    assert not File.objects.exists()
    assert not default_storage.exists(file.stored_name)


def test_every_event_has_its_job() -> None:
    app.perform_import_paths()  # type: ignore[no-untyped-call]  # procrastinate's own
    assert {f"dossiers.tell_{event}" for event in Event} <= set(app.tasks)


def test_a_demonstration_lives_at_its_own_time(committed_db: str) -> None:
    now = datetime.now(UTC)
    packs.begin_demonstration(offset=timedelta(days=100), by=System("x"), now=now)
    assert timedelta(days=99) < now - clock.now() < timedelta(days=101)
