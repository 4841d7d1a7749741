"""What another system sends for somebody: a report, or a word more about one that it sent."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime, timedelta

from django.db.transaction import atomic
from django.utils.timezone import localdate

from motcua.domain.agencies import queries as agencies
from motcua.domain.channels import queries
from motcua.domain.channels.actions.fetching import want_pictures
from motcua.domain.channels.models import ApiKey, Submission
from motcua.domain.channels.queries import Service
from motcua.domain.channels.rules import addresses, asking
from motcua.domain.channels.states import ServiceType
from motcua.domain.feedback import actions as feedback
from motcua.domain.feedback import queries as feedback_asked
from motcua.domain.feedback import rules as feedback_rules
from motcua.domain.feedback.models import Report, Verdict
from motcua.domain.feedback.states import Channel, State
from motcua.domain.journal import actions as journal
from motcua.domain.journal.models import Entry
from motcua.domain.matters import queries as matters
from motcua.kernel.actors import System
from motcua.kernel.codes import new_lookup_token, parse_report_code
from motcua.kernel.errors import Malformed, NotFound, Refused
from motcua.kernel.secrecy import blind_index
from motcua.kernel.text import clean_name, clean_text
from motcua.kernel.text import phone as national

BY = System("open311")
LONGEST_DESCRIPTION = 4000
AGAIN = timedelta(hours=24)
"""For so long the same words with the same key are the same report: a client that got no answer tries again."""


@dataclass(frozen=True)
class NewSubmission:
    """A report as GeoReport v2 carries it; `address_id` is the code of an area."""

    service_code: str
    description: str = ""
    latitude: float | None = None
    longitude: float | None = None
    address: str = ""
    address_id: str = ""
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    phone: str = ""
    account_id: str = ""
    media_url: str = ""
    attributes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    files: Sequence[tuple[str, bytes]] = ()


@dataclass(frozen=True)
class Submitted:
    """What the other system is told: the code at once, or a token to ask for it, or neither."""

    code: str
    token: str
    type: str


@atomic
def submit(new: NewSubmission, key_id: int, *, by: System = BY, now: datetime) -> Submitted:
    """File what another system sends; the same thing sent again within a day is the same report.

    Raises:
        NotFound: there is no such service.
        Refused: `key_revoked_before`, `attribute_missing`, `attribute_wrong`, `description_too_long`,
            `address_unknown`, `media_not_trusted`, `phone_wrong`, and what `feedback.actions.file_report` refuses.
    """
    key = ApiKey.objects.select_for_update().filter(pk=key_id, revoked_at__isnull=True).order_by("pk").first()
    if key is None:
        raise Refused("key_revoked_before")
    today = localdate(now)
    service = queries.service(new.service_code, today)
    digest = _digest(new)
    again = Submission.objects.filter(key=key, digest=digest, at__gt=now - AGAIN).order_by("-pk").first()
    if again is not None:
        return Submitted(again.code, again.token, service.type)
    report = _as_report(new, service, today)
    filed = feedback.file_report(report, by=by, now=now)
    sent = Submission.objects.create(
        key=key,
        token=new_lookup_token(),
        digest=digest,
        code=filed.code,
        shown=service.type != ServiceType.BLACKBOX,
        at=now,
    )
    if key.last_used_on != today:
        key.last_used_on = today
        key.save(update_fields=["last_used_on"])
    pictures = [new.media_url] if new.media_url and filed.report is not None else []
    if filed.report is not None:
        want_pictures(filed.report, pictures)
    # Of a letter under seal not even the category is told apart: what was asked for is what is written down.
    facts = {"key": key.pk, "category": service.category.code, "pictures": len(pictures) + len(new.files)}
    journal.record("channels.submitted", subject=("submission", sent.pk), by=by, at=now, facts=facts)
    return Submitted(sent.code, sent.token, service.type)


@atomic
def add_update(code: str, text: str, key_id: int, *, closed: bool | None, by: System = BY, now: datetime) -> int:
    """Say something more about a report, with the key it was sent with; the number of the step it became.

    What the unit asked is answered; of an answer it is said whether it holds (`closed`), which opens it again or not.

    Raises:
        NotFound: nothing with this code was sent with this key, or it is not to be seen any more.
        Refused: `update_not_wanted` when nothing is asked now; what the report's own actions refuse.
    """
    report = _sent_with(code, key_id)
    if report.state == State.ASKED:
        found = feedback_asked.task_for(report.pk, "reply")
        assert found is not None, "a report that waits for a reply has a step that takes one"
        feedback.complete_task(*found, by=by, now=now, said=feedback_rules.Said(reason=clean_text(text)))
    elif report.state == State.ANSWERED and closed is not None:
        verdict = Verdict.objects.filter(report=report, given_at__isnull=True).order_by("-pk").first()
        if verdict is None:
            raise Refused("update_not_wanted")
        feedback.give_verdict(verdict.token, fixed=closed, words=clean_text(text), by=by, now=now)
    else:
        raise Refused("update_not_wanted")
    made: int = Entry.objects.filter(matter_id=report.pk).order_by("-id").values_list("id", flat=True)[0]
    return made


def _sent_with(code: str, key_id: int) -> Report:
    try:
        plain = parse_report_code(code)
    except Malformed:
        raise NotFound("report") from None
    mine = Submission.objects.filter(code=plain, key_id=key_id, shown=True).exists()
    report = Report.objects.filter(matter__code=plain).exclude(state=State.SEALED).order_by("pk").first()
    if not mine or report is None:
        raise NotFound("report")
    return report


def _as_report(new: NewSubmission, service: Service, today: date) -> feedback_rules.NewReport:
    if len(new.description) > LONGEST_DESCRIPTION:
        raise Refused("description_too_long", longest=LONGEST_DESCRIPTION)
    answers = asking.answered(service.asks, new.attributes)
    if new.media_url:
        addresses.ensure_trusted(new.media_url, queries.media_hosts())
    content = "\n".join(filter(None, [clean_text(new.description), *answers.lines]))
    sender = feedback_rules.Sender(
        name=clean_name(f"{new.last_name} {new.first_name}"), phone=_phone(new.phone), email=new.email.strip()
    )
    report = feedback_rules.NewReport(
        category=service.category.code,
        content=content,
        channel=Channel.OPEN311,
        sender=sender,
        place=_place(new, service, today),
        files=new.files,
        about_code=_about(answers.about_code),
    )
    if new.media_url and feedback_rules.is_denunciation(report, service.category, feedback_asked.terms()):
        # What goes under seal is never fetched by a job: where the picture lies goes with the letter.
        return replace(report, content=f"{content}\n{new.media_url}")
    return report


def _place(new: NewSubmission, service: Service, today: date) -> feedback_rules.Place:
    area = ""
    if new.address_id:
        found = agencies.areas_named({new.address_id}, today)
        if new.address_id not in found:
            raise Refused("address_unknown")
        area = new.address_id
    elif new.address or new.latitude is not None:
        named = queries.place_in(new.address, today) if new.address else None
        # Where only coordinates are known, whoever coordinates finds the unit.
        area = getattr(named or queries.province(today), "code", "")
    return feedback_rules.Place(area, clean_text(new.address), new.latitude, new.longitude)


def _phone(typed: str) -> str:
    if not typed.strip():
        return ""
    try:
        return national(typed)
    except Malformed:
        raise Refused("phone_wrong") from None


def _about(code: str) -> str:
    if not code:
        return ""
    try:
        matters.with_code(code)
    except NotFound:
        return ""  # whether there is such a dossier is told to nobody; the code stands in the words
    return code


def _digest(new: NewSubmission) -> str:
    """By what the same thing is known; blind, for it is made of somebody's words."""
    said = asdict(new) | {"files": [len(content) for _name, content in new.files]}
    return blind_index(json.dumps(said, sort_keys=True, ensure_ascii=False, default=list), "open311")
