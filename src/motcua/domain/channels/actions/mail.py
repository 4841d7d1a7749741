"""A letter that arrives: once, whatever is delivered twice; an answer goes to its report, anything else becomes one."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError
from django.db.models import Q
from django.db.transaction import atomic
from django.utils.timezone import localdate

from motcua.domain.accounts.models import Post
from motcua.domain.accounts.states import Duty
from motcua.domain.agencies.models import on
from motcua.domain.channels.actions.sending import reply_by_mail
from motcua.domain.channels.models import Letter, Thread
from motcua.domain.channels.queries.asking import asked_in
from motcua.domain.channels.queries.guessing import category_for, sealed_category
from motcua.domain.channels.queries.placing import place_in
from motcua.domain.channels.rules import mail, words
from motcua.domain.channels.states import Outcome
from motcua.domain.documents import actions as documents
from motcua.domain.documents.rules import media_type
from motcua.domain.feedback import actions as feedback
from motcua.domain.feedback import queries as feedback_asked
from motcua.domain.feedback import rules as feedback_rules
from motcua.domain.feedback.models import Photo, Report
from motcua.domain.feedback.states import Channel, State
from motcua.domain.journal import actions as journal
from motcua.domain.notices import actions as notices
from motcua.kernel.actors import System
from motcua.kernel.errors import Refused
from motcua.kernel.later import defer
from motcua.kernel.secrecy import blind_index, seal_bytes

BY = System("mail")


def take_mail(raw: bytes, sender: str, recipients: Sequence[str], *, by: System = BY, now: datetime) -> Letter:
    """Take a letter in; one that came before is the one from before. `sender` is empty for a bounce.

    Nothing is refused here: what cannot become a report is answered with what is missing, and kept.
    """
    domain = str(settings.MOTCUA_MAIL_ADDRESS).rpartition("@")[2]
    found = mail.read(raw, sender, recipients, (domain,))
    mark = blind_index(found.mark_of, "mail")
    there = Letter.objects.filter(mark=mark).order_by("pk").first()
    if there is not None:
        return there
    try:
        return _take_in(found, raw, mark, by=by, now=now)
    except IntegrityError:
        return Letter.objects.get(mark=mark)  # the other delivery of the same letter was first


@atomic
def _take_in(found: mail.Incoming, raw: bytes, mark: str, *, by: System, now: datetime) -> Letter:
    letter = Letter.objects.create(
        mark=mark, received_at=now, outcome=Outcome.IGNORED, ignored=found.ignored or "", report=None
    )
    if found.ignored is None:
        thread = _thread_of(found)
        if thread is None and found.tag and feedback_asked.is_sealed(found.tag):
            _add_to_sealed(letter, found, by=by, now=now)
        elif thread is not None and not _is_denunciation(found, now):
            _add(letter, thread, found, by=by, now=now)
        else:
            _file(letter, found, by=by, now=now)
        if letter.outcome != Outcome.SEALED:
            letter.raw = seal_bytes(raw)
        letter.save()
    facts: dict[str, object] = {"outcome": str(letter.outcome)}
    if letter.ignored:
        facts["ignored"] = str(letter.ignored)
    journal.record("channels.letter_received", subject=("letter", letter.pk), by=by, at=now, facts=facts)
    return letter


def _thread_of(found: mail.Incoming) -> Thread | None:
    """The report that a letter belongs to: by the secret of its address, else by its code and who writes."""
    threads = Thread.objects.select_related("report__matter__one_stop").exclude(report__state=State.SEALED)
    if found.token:
        return threads.filter(token=found.token).order_by("pk").first()
    if found.tag:
        named = Q(report__matter__code=found.tag) | Q(report__parts__matter__code=found.tag)
        address = blind_index(found.address, "mail-address")
        return threads.filter(named, address_index=address).order_by("pk").first()
    return None


def _content(found: mail.Incoming) -> str:
    return "\n".join(filter(None, [found.subject, found.text]))


def _is_denunciation(found: mail.Incoming, now: datetime) -> bool:
    category = category_for("", localdate(now), placed=False, pictured=False, reachable=True)
    said = (
        feedback_rules.NewReport(category=category.code, content=content, channel=Channel.EMAIL)
        for content in (found.subject, found.text)
    )
    return any(feedback_rules.is_denunciation(each, category, feedback_asked.terms()) for each in said)


def _goes_under_seal(found: mail.Incoming, now: datetime) -> bool:
    """A denunciation; or an answer to a thread that is no more, as threads are no more when their report is sealed."""
    return _is_denunciation(found, now) or (bool(found.token) and _thread_of(found) is None)


def _file(letter: Letter, found: mail.Incoming, *, by: System, now: datetime) -> None:
    """A new report, or the sealed queue; what a report lacks is told to whoever wrote."""
    today, content = localdate(now), _content(found)
    files, left_out = _checked(found.files)
    sealed = _goes_under_seal(found, now)
    area = place_in(content, today)
    category = (
        sealed_category(today)
        if sealed
        else category_for(content, today, placed=area is not None, pictured=bool(files), reachable=True)
    )
    new = feedback_rules.NewReport(
        category=category.code,
        content=content,
        channel=Channel.EMAIL,
        sender=feedback_rules.Sender(name=found.name, email=found.address),
        place=feedback_rules.Place(area.code if area is not None else ""),
        files=files,
    )
    hotline = str(feedback_asked.terms().get("hotline", ""))
    try:
        with atomic():
            filed = feedback.file_report(new, by=by, now=now)
    except Refused as refusal:
        letter.outcome, letter.refusal, letter.text = Outcome.REFUSED, refusal.code, content
        subject, body = words.refused(refusal.code, hotline)
        reply_by_mail(found.address, subject, body, answers=found.message_id, now=now)
        return
    if filed.report is None:
        letter.outcome = Outcome.SEALED
        subject, body = words.filed(filed.code, "", hotline, ())
        reply_by_mail(found.address, subject, body, answers=found.message_id, now=now)
        return
    letter.outcome, letter.report = Outcome.FILED, filed.report
    thread = Thread.objects.create(
        report=filed.report,
        token=secrets.token_hex(mail.TOKEN_LENGTH // 2),
        address=found.address,
        address_index=blind_index(found.address, "mail-address"),
        last_heard_at=now,
        last_message_id=found.message_id,
    )
    page = f"{settings.MOTCUA_PUBLIC_URL}/phan-anh/{filed.report.matter.token}/"
    subject, body = words.filed(filed.code, page, hotline, left_out)
    reply_by_mail(found.address, subject, body, answers=found.message_id, thread=thread, now=now)


def _add_to_sealed(letter: Letter, found: mail.Incoming, *, by: System, now: datetime) -> None:
    """More about what lies under seal: it goes there too, and only its code says that it came."""
    files, _left_out = _checked(found.files)
    sender = {"name": found.name, "email": found.address}
    feedback.add_to_sealed(found.tag, _content(found), str(Channel.EMAIL), sender=sender, files=files, by=by, now=now)
    letter.outcome = Outcome.SEALED
    subject, body = words.added(found.tag, str(feedback_asked.terms().get("hotline", "")))
    reply_by_mail(found.address, subject, body, answers=found.message_id, now=now)


def _add(letter: Letter, thread: Thread, found: mail.Incoming, *, by: System, now: datetime) -> None:
    """The reply that a unit waits for, or something more about a report, for whoever coordinates.

    A part of the report that another unit got answers in the same thread. What is longer than anybody reads in a step
    is for whoever coordinates too, whole.
    """
    asked = asked_in(thread.report, found.answers) if feedback_rules.fits(found.text) else None
    report = asked or thread.report
    files, _left_out = _checked(found.files)
    for name, content in files:
        file = documents.take_in(name, content, by=by, now=now)
        Photo.objects.create(report=report, role=Photo.Role.REPORT, file=file, added_at=now)
    if files:
        defer("reports.make_public_copies", report_id=report.pk)
    letter.report, letter.text = report, found.text
    thread.last_heard_at, thread.last_message_id = now, found.message_id
    thread.save(update_fields=["last_heard_at", "last_message_id"])
    step = feedback_asked.task_for(report.pk, "reply") if asked is not None and found.text else None
    if step is not None:
        feedback.complete_task(*step, by=by, now=now, said=feedback_rules.Said(reason=found.text))
        letter.outcome = Outcome.ANSWERED
    else:
        letter.outcome = Outcome.ADDED
        _tell_dispatchers(letter, report, by=by, now=now)
    subject, body = words.added(str(report.matter.code), str(feedback_asked.terms().get("hotline", "")))
    reply_by_mail(found.address, subject, body, answers=found.message_id, thread=thread, now=now)


def _tell_dispatchers(letter: Letter, report: Report, *, by: System, now: datetime) -> None:
    posts = Post.objects.filter(on(localdate(now)), agency=report.matter.one_stop, duty=Duty.DISPATCHER)
    code = report.matter.code
    for account_id in sorted(set(posts.values_list("account_id", flat=True))):
        notices.tell(
            account_id,
            f"letter-{letter.pk}",
            f"Phản ánh {code}: người gửi có thư bổ sung",
            f"Người gửi phản ánh {code} đã gửi thêm thư. Xin mở phản ánh để xem.",
            by=by,
            now=now,
            matter_id=report.pk,
        )


def _checked(files: Sequence[tuple[str, bytes]]) -> tuple[list[tuple[str, bytes]], list[str]]:
    """The files that may be taken in, and the names of the others."""
    most = int(feedback_asked.terms().get("most_files", 10))
    taken: list[tuple[str, bytes]] = []
    left_out: list[str] = []
    for name, content in files:
        try:
            media_type(content)
        except Refused:
            left_out.append(name)
            continue
        taken.append((name, content)) if len(taken) < most else left_out.append(name)
    return taken, left_out
