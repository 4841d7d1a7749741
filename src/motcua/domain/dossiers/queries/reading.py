"""Dossiers as their applicant, the offices and the public may see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import translation
from django.utils.timezone import localtime

from motcua.domain.agencies import queries as agencies
from motcua.domain.agencies.models import without_searching
from motcua.domain.dossiers.models import (
    Apology,
    Attachment,
    Correction,
    Dossier,
    Forwarding,
    Obligation,
    Reissue,
    SupplementRequest,
)
from motcua.domain.dossiers.queries.behalf import collects, follows
from motcua.domain.dossiers.queries.life import Happened, happened
from motcua.domain.dossiers.queries.succession import HandedOn, handed_on_since, handings_on, successions
from motcua.domain.dossiers.rules.behalf import acts_for
from motcua.domain.dossiers.rules.letters import Circumstances
from motcua.domain.dossiers.states import OFFICE_PARTS, Event
from motcua.domain.journal import queries as journal
from motcua.domain.matters import queries as matters
from motcua.domain.matters.models import KEPT, WITH, Hold, Matter, Task
from motcua.domain.papers import queries as papers
from motcua.domain.papers.models import Paper
from motcua.domain.procedures.models import without_large
from motcua.kernel.actors import Citizen, Official
from motcua.kernel.errors import NotFound
from motcua.kernel.prepared import Blank, Prepared
from motcua.kernel.worktime import Explanation

RELATED = ("procedure", *(f"matter__{part}" for part in WITH))
KEPT_BY_US = (*without_large("procedure"), *(f"matter__{part}" for part in KEPT))
"""What each process keeps of these; other large texts that no page of a dossier shows."""
HOLDING = {"dossiers.supplement_asked", "dossiers.payment_asked", "dossiers.held"}
"""The verbs that begin a hold."""
Events = list[Any]


@dataclass(frozen=True)
class Whole:
    """A dossier with everything its page shows."""

    dossier: Dossier
    history: Events
    papers: list[Paper]
    explanation: Explanation | None
    asked: SupplementRequest | None
    happened: Happened


@dataclass(frozen=True)
class PublicView:
    """What anybody with the code may know: state and dates, nothing of the person."""

    code: str
    procedure: str
    procedure_en: str
    state: str
    state_name: str
    unit: str
    unit_en: str
    submitted_at: datetime
    due_at: datetime | None
    closed_at: datetime | None
    handed_on: tuple[HandedOn, ...] = ()


def own_dossiers(citizen: Citizen) -> QuerySet[Dossier]:
    """The person's dossiers, the newest first."""
    return (
        Dossier.objects.filter(applicant_id=citizen.account_id)
        .select_related("procedure", "matter__one_stop")
        .defer(*without_large("procedure"))
        .order_by("-matter_id")
    )


def own(dossier_id: int, citizen: Citizen) -> Dossier:
    """The person's own dossier; anybody else's does not exist."""
    return _found(_OWN.first(dossier=dossier_id, citizen=citizen.account_id))


def followed(dossier_id: int, citizen: Citizen) -> Dossier:
    """The person's own dossier, or one they handed in on the portal for its owner; any other does not exist."""
    found = _FOLLOWED.first(dossier=dossier_id, citizen=citizen.account_id)
    if found is None or found.applicant_id == citizen.account_id:
        return _found(found)
    if not acts_for(getattr(found, "authorisation", None), citizen, str(found.channel)):
        raise NotFound("dossier")
    return found


def seen_by(official: Official) -> QuerySet[Dossier]:
    """Dossiers that the official's agency receives, leads, has or had a task of, or is sent the papers of."""
    return _seen_at(official.agency_id)


def one_seen_by(official: Official, dossier_id: int) -> Dossier:
    """One of them, or one that an agency had whose work the official's agency took over; any other does not exist."""
    found = _SEEN.first(dossier=dossier_id, agency=official.agency_id)
    return found if found is not None else _found(_left_to(official).filter(pk=dossier_id).order_by("pk").first())


def whole(dossier_id: int) -> Dossier:
    """A dossier for the program itself."""
    return _found(_WHOLE.first(dossier=dossier_id))


def with_everything(dossier: Dossier, language: matters.Language) -> Whole:
    """The dossier's page: three queries more, however long its history is."""
    history = journal.history_of(dossier.pk)
    held = any(entry.verb in HOLDING for entry in history)
    holds: list[Hold] = matters.holds_of(dossier.pk) if held else []
    asked = None
    if held and dossier.closed_at is None:
        asked = SupplementRequest.objects.filter(dossier=dossier, supplied_at__isnull=True).order_by("pk").first()
    explanation = matters.explained(dossier.matter, holds, language) if dossier.matter.due_at else None
    return Whole(dossier, history, papers.of_matter(dossier.pk), explanation, asked, happened(dossier, history))


def public_view(typed: str) -> PublicView:
    """State and dates of the dossier with this code, for anybody.

    Raises:
        NotFound: there is none.
    """
    return _public(matters.with_code(typed))


def public_view_by_token(token: str) -> PublicView:
    """The same for the secret of the receipt's QR code."""
    return _public(matters.with_token(token))


def file_seen_by(reader: Citizen | Official, attachment_id: int) -> Attachment:
    """A file handed in, for its applicant and their agent, or an official whose agency works on the dossier."""
    files = Attachment.objects.select_related("file").filter(pk=attachment_id, removed_at__isnull=True)
    if isinstance(reader, Citizen):
        followed_by = Dossier.objects.filter(follows(reader))
        draft = Q(draft__account_id=reader.account_id, dossier__isnull=True)
        files = files.filter(Q(dossier__in=followed_by) | draft)
        found = files.order_by("pk").first()
    else:
        found = files.filter(dossier__in=seen_by(reader).order_by()).order_by("pk").first()
        if found is None:
            found = files.filter(dossier__in=_left_to(reader).order_by()).order_by("pk").first()
    if found is None:
        raise NotFound("file")
    return found


def files_of(dossier: Dossier) -> list[Attachment]:
    """The files that were handed in, in the order they came; those of the office stand with what they belong to."""
    return _FILES.all(dossier=dossier.pk)


def requests_of(dossier: Dossier) -> list[SupplementRequest]:
    """What was asked for and supplied, in order."""
    return list(SupplementRequest.objects.filter(dossier=dossier).select_related("asked_by").order_by("pk"))


def window_of(dossier: Dossier) -> date | None:
    """The last day on which the applicant may supply or pay what was asked; `None` when nothing is asked."""
    supply = SupplementRequest.objects.filter(dossier=dossier, supplied_at__isnull=True)
    pay = Obligation.objects.filter(dossier=dossier, met_at__isnull=True)
    return (
        supply.order_by("pk").values_list("window_ends_on", flat=True).first()
        or pay.order_by("pk").values_list("pay_by", flat=True).first()
    )


def paper_seen_by(reader: Citizen | Official, paper_id: int, today: date) -> Paper:
    """A paper of a dossier, for its applicant, who handed it in for them, or an official whose agency works on it.

    A result is only for an agent who is authorised to receive it, today.
    """
    if isinstance(reader, Citizen):
        results = Q(result=False) | Q(matter_id__in=Dossier.objects.filter(collects(reader, today)).values("pk"))
        readable: QuerySet[Dossier] = Dossier.objects.filter(follows(reader))
    else:
        results, readable = Q(), seen_by(reader).order_by()
    papers_there = Paper.objects.filter(results, pk=paper_id).select_related("template").order_by("pk")
    found = papers_there.filter(matter_id__in=readable.values("pk")).first()
    if found is None and isinstance(reader, Official):
        found = papers_there.filter(matter_id__in=_left_to(reader).order_by().values("pk")).first()
    if found is None:
        raise NotFound("paper")
    return found


def common_facts(dossier: Dossier) -> dict[str, object]:
    """The facts that every journal entry about a dossier carries, so that figures need no other table."""
    return {
        "state": str(dossier.state),
        "agency": dossier.matter.one_stop.code,
        "procedure": dossier.procedure.code,
        "channel": str(dossier.channel),
    }


def occurrence(dossier: Dossier, event: Event) -> int:
    """Which time this event happens to the dossier: some happen more than once."""
    counted = {
        Event.SUPPLEMENT_ASKED: SupplementRequest.objects.filter(dossier=dossier),
        Event.SUPPLIED: SupplementRequest.objects.filter(dossier=dossier),
        Event.WINDOW_CLOSING: SupplementRequest.objects.filter(dossier=dossier),
        Event.PAYMENT_ASKED: Obligation.objects.filter(dossier=dossier),
        Event.PAID: Obligation.objects.filter(dossier=dossier),
        Event.HELD: Hold.objects.filter(matter_id=dossier.pk, task__isnull=True),
        Event.HOLD_ENDED: Hold.objects.filter(matter_id=dossier.pk, task__isnull=True),
        Event.CORRECTED: Correction.objects.filter(dossier=dossier),
        Event.REISSUED: Reissue.objects.filter(dossier=dossier),
    }
    if event is Event.HANDED_ON:
        return len({entry.at for entry in handings_on(dossier.pk)})
    if event in counted:
        return counted[event].order_by().count()
    return dossier.matter.calendar_revision if event is Event.DUE_DATE_CHANGED else 1


def circumstances(dossier: Dossier, event: Event) -> Circumstances:
    """What the letter about an event is filled with, in the language that is active."""
    matter, english = dossier.matter, (translation.get_language() or "vi") == "en"
    # An office that has taken over from another publishes nothing about the time before it.
    known_on = max(localtime(matter.submitted_at).date(), matter.one_stop.valid_from)
    since = handed_on_since(dossier.pk) if event is Event.HANDED_ON else None
    contact = agencies.contact_of(matter.one_stop_id, since or known_on)
    asked = SupplementRequest.objects.filter(dossier=dossier).order_by("-pk").first()
    apology = Apology.objects.filter(dossier=dossier).order_by("pk").first() if event is Event.APOLOGISED else None
    return Circumstances(
        name=dossier.applicant_name,
        procedure=(dossier.procedure.name_en if english else "") or dossier.procedure.name,
        subject=dossier.subject_name,
        code=matter.code or matter.request_code,
        unit=(matter.one_stop.name_en if english else "") or matter.one_stop.name,
        phone=contact.phone if contact else "",
        due=_moment(matter.due_at),
        answer_due=_moment(dossier.answer_due_at),
        window_ends=f"{asked.window_ends_on:%d/%m/%Y}" if asked else "",
        reason=_reason(dossier, event, asked, apology),
        address=f"{settings.MOTCUA_PUBLIC_URL}{'/en' if english else ''}/ho-so/{dossier.pk}/",
        new_due=_moment(apology.new_due_at) if apology else "",
        agent=str(getattr(getattr(dossier, "authorisation", None), "agent_name", "")),
        lead=(matter.lead_agency.name_en if english else "") or matter.lead_agency.name,
        place=f" ({contact.address})" if since and contact and contact.address else "",
        since=f"{since:%d/%m/%Y}" if since else "",
    )


def _reason(dossier: Dossier, event: Event, asked: SupplementRequest | None, apology: Apology | None) -> str:
    """Why it happened, in the words that the letter repeats."""
    if apology is not None:
        return apology.reason
    if event in {Event.REJECTED, Event.STOPPED}:
        told = (paper.content for paper in reversed(papers.of_matter(dossier.pk)))
        return next((str(content["reason"]) for content in told if "reason" in content), "")
    if event is Event.PAYMENT_ASKED:
        billed = Obligation.objects.filter(dossier=dossier).order_by("-pk").first()
        return _billed(billed.notice) if billed else ""
    if event is Event.HELD:
        held = Hold.objects.filter(matter_id=dossier.pk, task__isnull=True).order_by("-pk").first()
        return str(held.get_reason_display()) if held else ""
    return _everything_asked(asked) if asked and event in {Event.SUPPLEMENT_ASKED, Event.WINDOW_CLOSING} else ""


def _billed(notice: dict[str, Any]) -> str:
    """Who wants how much, on what notice."""
    amount = f"{notice['amount']:,}".replace(",", ".")
    return f"{notice['issuer']}: {amount} đ, {notice['number']} ({notice['payee']})"


def _everything_asked(asked: SupplementRequest) -> str:
    """The reason and a line for each thing that is missing: the letter alone must do."""
    items = (f"- {item['name']}: {item['note']}" if item.get("note") else f"- {item['name']}" for item in asked.items)
    return "\n".join([asked.reason, *items, ""])


def _with_related(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    return dossiers.select_related(*RELATED, "applicant", "authorisation").defer(*KEPT_BY_US)


def _for_its_page(whose: Q) -> QuerySet[Dossier]:
    """No more than its page shows: who asks is known, and no desk is looked for."""
    return (
        Dossier.objects.filter(whose, pk=Blank("dossier"))
        .select_related("procedure", "matter__calendar", "matter__one_stop", "authorisation")
        .defer(*without_large("procedure"), "matter__calendar__body", *without_searching("matter__one_stop"))
    )


def _seen_at(agency: Any) -> QuerySet[Dossier]:
    at_work = Task.objects.filter(matter_id=OuterRef("pk"), agency_id=agency)
    sent_here = Forwarding.objects.filter(pk=OuterRef("pk"), unit_id=agency)
    seen = Q(matter__one_stop_id=agency) | Q(matter__lead_agency_id=agency) | Exists(at_work) | Exists(sent_here)
    return _with_related(Dossier.objects.filter(seen))


def _left_to(official: Official) -> QuerySet[Dossier]:
    """What agencies that have ended had, whose work is the official's agency's now: closed dossiers name them still."""
    before = agencies.predecessors(official.agency_id)
    if not before:
        return Dossier.objects.none()
    had = Q(matter__one_stop__in=before) | Q(matter__lead_agency__in=before)
    return _with_related(Dossier.objects.filter(had))


_WHOLE = Prepared(lambda: _with_related(Dossier.objects.filter(pk=Blank("dossier"))))
_MINE = Q(applicant_id=Blank("citizen"))
_OWN = Prepared(lambda: _for_its_page(_MINE))
_FOLLOWED = Prepared(lambda: _for_its_page(_MINE | Q(authorisation__agent_id=Blank("citizen"))))
_SEEN = Prepared(lambda: _seen_at(Blank("agency")).filter(pk=Blank("dossier")))
_FILES = Prepared(
    lambda: (
        Attachment.objects.filter(dossier=Blank("dossier"), removed_at__isnull=True)
        .exclude(part__in=OFFICE_PARTS)
        .select_related("file")
        .order_by("pk")
    )
)


def _found(found: Dossier | None) -> Dossier:
    if found is None:
        raise NotFound("dossier")
    return found


def _public(matter: Matter) -> PublicView:
    dossier = Dossier.objects.select_related("procedure").defer(*without_large("procedure")).get(pk=matter.pk)
    return PublicView(
        code=matter.code or matter.request_code,
        procedure=dossier.procedure.name,
        procedure_en=dossier.procedure.name_en,
        state=dossier.state,
        state_name=dossier.get_state_display(),
        unit=matter.one_stop.name,
        unit_en=matter.one_stop.name_en,
        handed_on=tuple(successions(handings_on(matter.pk)).values()),
        submitted_at=matter.submitted_at,
        due_at=matter.due_at,
        closed_at=matter.closed_at,
    )


def _moment(moment: datetime | None) -> str:
    return f"{localtime(moment):%H:%M %d/%m/%Y}" if moment else ""
