"""What the papers of a dossier say, put together from the dossier, its matter and the directory."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise

from django.conf import settings
from django.db.models import Q
from django.utils import translation
from django.utils.timezone import localdate, localtime

from motcua.domain.accounts import queries as accounts
from motcua.domain.accounts.states import Duty
from motcua.domain.agencies import queries as agencies
from motcua.domain.agencies.models import Agency
from motcua.domain.dossiers.models import Attachment, Dossier, SupplementRequest
from motcua.domain.dossiers.states import Channel
from motcua.domain.matters import queries as matters
from motcua.domain.matters.models import Matter, Task
from motcua.domain.matters.states import Verdict
from motcua.domain.papers.rules import qr_svg
from motcua.kernel import text
from motcua.kernel.actors import Actor, Official
from motcua.kernel.worktime import Calendar, Limit, limit_in_words


def working_calendar(matter: Matter) -> Calendar:
    """The calendar the matter is counted by."""
    return agencies.working(matter.calendar)


def common_content(dossier: Dossier, by: Actor, now: datetime, agency: Agency) -> dict[str, object]:
    """What every paper of a dossier carries, whoever issues it."""
    matter, official = dossier.matter, _official(by, now)
    contact = agencies.contact_of(matter.one_stop_id, localdate(now))
    address = f"{settings.MOTCUA_PUBLIC_URL}/tra-cuu/?t={matter.token}"
    return {
        "agency": {
            "superior": agency.parent.name if agency.parent_id and agency.parent else "",
            "name": agency.name,
            "kind": agency.kind,
            "place": agency.area.name if agency.area_id and agency.area else "",
        },
        "unit": {
            "name": matter.one_stop.name,
            "phone": contact.phone if contact else "",
            "email": contact.email if contact else "",
            "address": contact.address if contact else "",
            "hours": contact.hours if contact else "",
        },
        "issued_at": localtime(now).isoformat(),
        "public_url": settings.MOTCUA_PUBLIC_URL,
        "matter": {
            "code": matter.code or "",
            "request_code": matter.request_code,
            "url": address,
            "procedure_code": dossier.procedure.code,
            "procedure": dossier.procedure.name,
            "field": dossier.procedure.field_name,
        },
        "applicant": _applicant(dossier),
        "submitter": {"name": dossier.applicant_name},
        "official": official,
        # Nobody but a leader signs for an agency; where none did, the paper has the head's title and room to sign.
        "signer": official if isinstance(by, Official) and Duty.LEADER in by.duties else {},
        "qr_svg": qr_svg(address),
    }


def receipt_content(dossier: Dossier) -> dict[str, object]:
    """Form 01: what was handed in, and by when the answer is due."""
    given = list(Attachment.objects.filter(dossier=dossier, removed_at__isnull=True).order_by("pk"))
    counts: dict[str, int] = {}
    for attachment in given:
        counts[attachment.part] = counts.get(attachment.part, 0) + 1
    names = {part["code"]: part["name"]["vi"] for part in dossier.procedure.body.get("parts", [])}
    matter = dossier.matter
    explanation = matters.explained(matter, [], "vi")
    return {
        "parts": [
            {"name": names.get(code, code), "originals": 0, "certified": 0, "copies": count}
            for code, count in counts.items()
        ],
        "sets": 1,
        "limit": limit_in_words(Limit.parse(dossier.procedure.limit), "vi"),
        "received_at": _iso(matter.received_at),
        "due_at": _iso(matter.due_at),
        "result_method": method_in_words(dossier),
        "book": book_entry(matter),
        "explanation": list(explanation.sentences),
    }


def supplement_content(dossier: Dossier, request: SupplementRequest) -> dict[str, object]:
    """Form 02: everything that is asked for at once, and of a paper of the procedure how many of each kind."""
    parts = {part["code"]: part for part in dossier.procedure.body.get("parts") or []}
    counted = {
        code: {name: part.get(name, 0) for name in ("originals", "certified", "copies")} for code, part in parts.items()
    }
    return {
        "items": [{**item, **counted.get(item.get("code", ""), {})} for item in request.items],
        "reason": request.reason,
        "window_ends_on": request.window_ends_on.isoformat(),
    }


def method_in_words(dossier: Dossier) -> str:
    """How the result is to be had, in Vietnamese: a paper is written in it whatever language the page is read in."""
    with translation.override("vi"):
        return str(dossier.get_result_method_display())


def book_entry(matter: Matter) -> dict[str, str]:
    """The volume and number of a received matter in the register (form 06): a volume is a month of the unit.

    The number is the line it has in that month's print, which is in the order of reception.
    """
    if matter.received_at is None:
        return {}
    received = localtime(matter.received_at)
    begins = received.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    before = Q(received_at__lt=matter.received_at) | Q(received_at=matter.received_at, pk__lt=matter.pk)
    earlier = Matter.objects.filter(before, one_stop_id=matter.one_stop_id, received_at__gte=begins).count()
    return {"volume": f"{received:%m/%Y}", "entry": str(earlier + 1)}


def control_slip(dossier: Dossier) -> dict[str, object]:
    """Form 05 as it stands now: every hand-over with giver, receiver, time and verdict."""
    tasks = list(matters.tasks_of(dossier.pk))
    rows = []
    for earlier, later in pairwise(tasks):
        rows.append(
            {
                "giver": earlier.agency.name if earlier.agency else dossier.applicant_name,
                "receiver": later.agency.name if later.agency else dossier.applicant_name,
                "at": _iso(later.opened_at),
                "given_by": earlier.closed_by.full_name if earlier.closed_by else "",
                "received_by": later.closed_by.full_name if later.closed_by else "",
                "verdict": _in_words(task_verdict(earlier)) if earlier.closed_at else "",
                "note": earlier.title,
            }
        )
    lead = dossier.matter.lead_agency
    partners = {
        task.agency.name
        for task in tasks
        if task.agency and task.agency_id not in {lead.pk, dossier.matter.one_stop_id}
    }
    return {
        "book": book_entry(dossier.matter),
        "received_at": _iso(dossier.matter.received_at),
        "due_at": _iso(dossier.matter.due_at),
        "lead": lead.name,
        "partners": sorted(partners),
        "rows": rows,
    }


def task_verdict(task: Task) -> Verdict:
    """A step against its own budget, in working minutes: an internal measure."""
    if task.budget is None or task.spent is None or task.spent == task.budget:
        return Verdict.ON_TIME
    return Verdict.EARLY if task.spent < task.budget else Verdict.LATE


def _applicant(dossier: Dossier) -> dict[str, str]:
    """Whose dossier it is; not how they are reached where somebody else files online and reads the paper too."""
    owner = dossier.applicant
    known = {"name": dossier.applicant_name, "identity": text.mask(owner.identity_number)}
    if dossier.channel == Channel.ONLINE and getattr(dossier, "authorisation", None) is not None:
        return {**known, "address": "", "phone": "", "email": ""}
    return {**known, "address": owner.residence, "phone": owner.phone, "email": owner.contact_email}


def _in_words(verdict: Verdict) -> str:
    with translation.override("vi"):
        return str(verdict.label)


def _official(by: Actor, now: datetime) -> dict[str, str]:
    if not isinstance(by, Official):
        return {"name": "", "position": ""}
    account = accounts.account(by.account_id)
    return {"name": account.full_name, "position": accounts.position_of(by.account_id, by.agency_id, now)}


def _iso(moment: datetime | None) -> str:
    return localtime(moment).isoformat() if moment else ""
