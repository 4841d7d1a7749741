"""What an official sees at the counter: the sheet being typed, what is known of the person, what was received."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import translation
from django.utils.timezone import localdate, localtime

from motcua.domain.accounts.models import Account
from motcua.domain.dossiers.models import (
    Attachment,
    Authorisation,
    Bundle,
    Custody,
    Dossier,
    Forwarding,
    GivenPart,
    Reception,
    Sheet,
)
from motcua.domain.dossiers.queries.contents import method_in_words
from motcua.domain.dossiers.queries.reading import seen_by
from motcua.domain.dossiers.rules import receiving
from motcua.domain.dossiers.rules.receiving import Known, ensure_receives
from motcua.domain.dossiers.states import WORKFLOW, Channel, State
from motcua.domain.papers.models import Paper
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures import rules as forms
from motcua.domain.procedures.models import without_large
from motcua.kernel import text
from motcua.kernel.actors import Citizen, Official
from motcua.kernel.errors import NotFound
from motcua.kernel.secrecy import blind_index
from motcua.kernel.worktime import Limit, limit_in_words

SHORT = 12
"""A form of so many questions or fewer is asked on the counter's one screen; a longer one page by page."""
PERSON_FACTS = frozenset({"full_name", "birth_date", "identity_number", "phone", "residence"})
"""What the counter asks of the person once, so that no form asks it again; as `prefill` names it."""
EARLIER = 20  # dossiers of a person that are looked through
_SETTLED = (State.REJECTED, State.WITHDRAWN, State.NEW, State.INCOMPLETE)


@dataclass(frozen=True)
class Received:
    """How a dossier came in over the counter, for its page and its papers."""

    reception: Reception | None
    authorisation: Authorisation | None
    forwarding: Forwarding | None
    parts: list[GivenPart]
    custodies: list[Custody]
    together: list[Dossier]

    @property
    def kept(self) -> list[Custody]:
        """The originals that are still here."""
        return [each for each in self.custodies if each.returned_at is None]


def sheet_of(official: Official, token: str) -> Sheet:
    """A sheet of the official's own unit, received or not; any other does not exist.

    Raises:
        NotFound: there is none.
        Refused: `other_duty`; sheets are for who receives.
    """
    ensure_receives(official)
    found = (
        Sheet.objects.filter(draft__token=token, draft__discarded_at__isnull=True, unit_id=official.agency_id)
        .select_related("draft__procedure", "draft__dossier", "unit__area__parent__parent", "looked_up")
        .defer(*without_large("draft__procedure"))
        .order_by("pk")
        .first()
    )
    if found is None:
        raise NotFound("sheet")
    return found


def open_sheets(official: Official) -> QuerySet[Sheet]:
    """What the official has begun at this unit and not received yet, the latest first; refused as `other_duty`."""
    ensure_receives(official)
    return (
        Sheet.objects.filter(
            unit_id=official.agency_id,
            draft__account_id=official.account_id,
            draft__submitted_at__isnull=True,
            draft__discarded_at__isnull=True,
        )
        .select_related("draft__procedure")
        .defer(*without_large("draft__procedure"))
        .order_by("-draft__updated_at", "-pk")
    )


def form_fields(sheet: Sheet) -> list[forms.Field]:
    """The questions of the form as it stands that the person's own details do not answer."""
    form = procedures.form_of(sheet.draft.procedure, sheet.draft.channel)
    shown = [field for page in form.visible_pages(sheet.draft.answers) for field in _shown(form, page, sheet)]
    return [field for field in shown if _asked_at_counter(form, field, sheet)]


def is_short(sheet: Sheet) -> bool:
    """Whether the form fits on the counter's one screen."""
    form = procedures.form_of(sheet.draft.procedure, sheet.draft.channel)
    return sum(_asked_at_counter(form, field, sheet) for field in form.fields.values()) <= SHORT


def _asked_at_counter(form: forms.Form, field: forms.Field, sheet: Sheet) -> bool:
    """Neither what the person's details answer, nor the place of what is settled wherever it is brought."""
    if field is form.event_field and sheet.draft.procedure.body.get("settled_anywhere"):
        return False
    return field.prefill.removeprefix("account.") not in PERSON_FACTS


def may_settle_at_once(procedure: Any, channel: str, now: datetime) -> bool:
    """Whether a dossier brought now may be settled while the person waits."""
    return receiving.may_settle_at_once(procedure.body, channel, procedure.cutoff, localtime(now).time())


def in_office(official: Official, account_id: int) -> bool:
    """Whether the person is in a dossier of the official's office: then looking them up needs no reason."""
    return seen_by(official).filter(applicant_id=account_id).order_by().exists()


def earlier_dossiers(account_id: int) -> list[Dossier]:
    """What this person owned before, at whatever office, the newest first; no answers and no files."""
    return list(
        Dossier.objects.filter(applicant_id=account_id)
        .select_related("procedure", "matter__one_stop")
        .only(
            *("state", "channel", "procedure__code", "procedure__name", "procedure__name_en", "applicant_id"),
            *("matter__code", "matter__request_code", "matter__submitted_at"),
            *("matter__one_stop__name", "matter__one_stop__name_en"),
        )
        .order_by("-matter_id")[:EARLIER]
    )


def known_papers(account_id: int, procedure: Any) -> list[Known]:
    """What this person was given or has handed in before and this procedure asks for again, the newest first.

    A result answers to a part that the pack says it covers (`covered_by`); a file to the same part of before.
    """
    asked = {str(part["code"]): part for part in procedure.body.get("parts") or []}
    if not asked:
        return []
    dossiers = {each.pk: each for each in _with_bodies(account_id)}
    covering = {str(code): name for name, part in asked.items() for code in part.get("covered_by") or ()}
    found: list[Known] = []
    papers = Paper.objects.filter(matter_id__in=dossiers, result=True).select_related("template").defer("content")
    for paper in papers.order_by("-issued_at", "-pk"):
        results = dossiers[int(paper.matter_id or 0)].procedure.body.get("results") or []
        for code in {str(each["code"]) for each in results if each.get("template") == paper.template.code}:
            if code in covering:
                on = localdate(paper.issued_at)
                found.append(Known(f"paper-{paper.pk}", covering[code], paper.title, paper.symbol, on))
    files = Attachment.objects.filter(dossier__in=dossiers, part__in=asked, removed_at__isnull=True)
    for file in files.select_related("file").order_by("-added_at", "-pk"):
        dossier = dossiers[int(file.dossier_id or 0)]
        if dossier.state in _SETTLED:
            continue
        name = str(asked[file.part]["name"]["vi"])
        found.append(Known(f"file-{file.pk}", file.part, name, str(dossier.matter), localdate(file.added_at)))
    return found


def _with_bodies(account_id: int) -> list[Dossier]:
    return list(
        Dossier.objects.filter(applicant_id=account_id)
        .select_related("procedure", "matter")
        .defer("answers", "findings", *without_large("procedure"))
        .order_by("-matter_id")[:EARLIER]
    )


def warned_of(
    account: Account, procedure_code: str, numbers: Collection[str], *, called: str = "", before: str = ""
) -> dict[str, str]:
    """What speaks against this reception: the code of each warning, and the dossier it is about.

    `called` is the name that was typed, `before` the one the identity number was known under.
    """
    found: dict[str, str] = {}
    same = (
        Dossier.objects.exclude(state__in=[*WORKFLOW.final, State.FINISHED])
        .filter(applicant=account, procedure__code=procedure_code)
        .select_related("matter")
        .order_by("-matter_id")
        .first()
    )
    if same is not None:
        found["same_procedure_open"] = str(same.matter)
    indexes = [number_index(number) for number in numbers]
    held = (
        Custody.objects.filter(number_index__in=indexes, returned_at__isnull=True, dossier__closed_at__isnull=True)
        .select_related("dossier__matter")
        .order_by("pk")
        .first()
        if indexes
        else None
    )
    if held is not None:
        found["paper_in_custody"] = str(held.dossier.matter)
    if before and text.fold(before) != text.fold(called):
        found["name_differs"] = ""  # the name itself would tell who it is without anybody having asked why
    return found


def number_index(number: str) -> str:
    """By what the number of a paper is found again, however it was typed."""
    return blind_index("".join(each for each in text.fold(number) if each.isalnum()), "paper-number")


def received(dossier: Dossier) -> Received | None:
    """How it came in over the counter; `None` for what was filed online. A fixed number of queries."""
    if dossier.channel == Channel.ONLINE:
        return None
    found = Reception.objects.filter(pk=dossier.pk).select_related("official", "unit").order_by("pk").first()
    together: list[Dossier] = []
    if found is not None and found.bundle_id is not None:
        together = list(bundled(found.bundle_id))
    return Received(
        reception=found,
        authorisation=Authorisation.objects.filter(pk=dossier.pk).order_by("pk").first(),
        forwarding=Forwarding.objects.filter(pk=dossier.pk)
        .select_related("unit", "arrived_by", "returned_by")
        .order_by("pk")
        .first(),
        parts=list(GivenPart.objects.filter(dossier=dossier).select_related("reused_file__file").order_by("pk")),
        custodies=list(
            Custody.objects.filter(dossier=dossier).select_related("taken_by", "returned_by").order_by("pk")
        ),
        together=together,
    )


def bundled(bundle_id: int) -> QuerySet[Dossier]:
    """The dossiers of one sitting, in the order they were received."""
    return (
        Dossier.objects.filter(reception__bundle_id=bundle_id)
        .select_related("procedure", "matter__lead_agency", "matter__one_stop__parent", "applicant", "reception")
        .defer(*without_large("procedure"))
        .order_by("reception__at", "pk")
    )


def bundle_seen_by(official: Official, bundle_id: int) -> Bundle:
    """A bundle of the official's own unit; any other does not exist."""
    found = Bundle.objects.filter(pk=bundle_id, unit_id=official.agency_id).order_by("pk").first()
    if found is None:
        raise NotFound("bundle")
    return found


def bundle_content(dossiers: Sequence[Dossier]) -> dict[str, object]:
    """The rows of form 01 for several dossiers."""
    return {
        "dossiers": [
            {
                "code": str(each.matter),
                "procedure": each.procedure.name,
                "lead": each.matter.lead_agency.name,
                "received_at": _iso(each.matter.received_at),
                "due_at": _iso(each.matter.due_at),
                "limit": limit_in_words(Limit.parse(each.procedure.limit), "vi"),
                "sets": each.reception.sets,
                "owner": each.applicant_name,
                "result_method": method_in_words(each),
            }
            for each in dossiers
        ]
    }


def part_names(dossier: Dossier) -> dict[str, str]:
    """What the parts of its procedure are called in Vietnamese, by code."""
    return {str(part["code"]): str(part["name"]["vi"]) for part in dossier.procedure.body.get("parts") or []}


def counter_content(dossier: Dossier) -> dict[str, object]:
    """What form 01 says of a dossier from the counter: parts as they were counted, sets, who stood there."""
    found = received(dossier)
    if found is None or found.reception is None:
        return {}
    with translation.override("vi"):
        return _counter_content(dossier, found)


def _counter_content(dossier: Dossier, found: Received) -> dict[str, object]:
    names = part_names(dossier)
    assert found.reception is not None
    content: dict[str, object] = {
        "parts": [
            {
                "name": names.get(each.part, each.part)
                + (f" ({each.get_digitised_display().lower()})" if each.reused_file_id or each.reused_paper_id else ""),
                "originals": each.originals,
                "certified": each.certified,
                "copies": each.copies,
            }
            for each in found.parts
        ],
        "sets": found.reception.sets,
        "liens": 2,
    }
    if found.authorisation is not None:
        content["submitter"] = {"name": found.authorisation.agent_name}
        content["authorisation"] = "; ".join(
            filter(
                None,
                [
                    str(found.authorisation.get_scope_display()),
                    str(found.authorisation.get_ground_display()),
                    found.authorisation.document,
                ],
            )
        )
    if found.custodies:
        content["kept_originals"] = [
            f"{names.get(each.part, each.part)}: {each.number}" for each in found.custodies if not each.returned_at
        ]
    return content


def entrusted_to(citizen: Citizen) -> QuerySet[Dossier]:
    """Dossiers of others that this person handed in for them, the newest first."""
    return (
        Dossier.objects.filter(authorisation__agent_id=citizen.account_id)
        .select_related("procedure", "matter__one_stop", "authorisation")
        .defer(*without_large("procedure"))
        .order_by("-matter_id")
    )


def agent_of(dossier: Dossier) -> Authorisation | None:
    """Who handed it in for its owner, if somebody else did; a dossier fetched for its owner knows it already."""
    return getattr(dossier, "authorisation", None)


def _shown(form: forms.Form, page: forms.Page, sheet: Sheet) -> list[forms.Field]:
    return form.visible_fields(page, sheet.draft.answers)


def _iso(moment: Any) -> str:
    return localtime(moment).isoformat() if moment else ""
