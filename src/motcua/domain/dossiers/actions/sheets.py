"""Typing at the counter: a sheet is kept at every press, right or wrong, like a citizen's own draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.transaction import atomic
from django.utils.timezone import localdate

from motcua.domain.accounts import queries as accounts
from motcua.domain.accounts.models import Account
from motcua.domain.agencies.models import Agency
from motcua.domain.documents import actions as documents
from motcua.domain.dossiers import queries
from motcua.domain.dossiers.actions.drafting import MOST_FILES, Saved, add_file, keep_page
from motcua.domain.dossiers.models import Attachment, Dossier, Draft, Sheet
from motcua.domain.dossiers.rules import receiving
from motcua.domain.dossiers.states import Channel, LookupReason
from motcua.domain.journal import actions as journal
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures import rules as forms
from motcua.domain.procedures.models import Procedure, without_large
from motcua.kernel.actors import Official
from motcua.kernel.codes import new_lookup_token
from motcua.kernel.errors import Malformed, NotFound, Refused
from motcua.kernel.text import identity_paper

AUTHORITY_PART = "van-ban-uy-quyen"  # the file of an authorisation, where the procedure has no such part itself
FACT = "account."
"""Before the names of what is known of the person, among the texts of a sheet."""


@atomic
def open_sheet(procedure_code: str, *, by: Official, now: datetime, follows: int | None = None) -> Sheet:
    """A sheet for one procedure; an untouched one of the same official is used again.

    `follows` is a dossier of the same person received just before: both go on one receipt.

    Raises:
        NotFound: no such procedure today, or no such dossier at this unit.
        Refused: `other_duty`.
    """
    receiving.ensure_receives(by)
    procedure = procedures.in_force(procedure_code, localdate(now))
    Account.objects.select_for_update().get(pk=by.account_id)  # two presses on a procedure open one sheet
    before = queries.one_seen_by(by, follows) if follows is not None else None
    unused = queries.open_sheets(by).filter(draft__procedure=procedure, follows=before)
    untouched = next((each for each in unused if not each.typed), None)
    if untouched is not None:
        return untouched
    unit = Agency.objects.select_related("area").get(pk=by.agency_id)
    typed = _typed_before(before)
    answers = forms.prefilled(procedures.form_of(procedure, Channel.DIRECT), _facts(typed))
    draft = Draft.objects.create(
        account_id=by.account_id,
        procedure=procedure,
        token=new_lookup_token(),
        channel=Channel.DIRECT,
        answers=placed(procedure, answers, unit),
        created_at=now,
        updated_at=now,
    )
    looked_up = before.applicant if before is not None else None
    return Sheet.objects.create(draft=draft, unit=unit, follows=before, typed=typed, looked_up=looked_up)


@atomic
def keep_sheet(
    token: str,
    typed: Mapping[str, str],
    asked: Sequence[str] = (),
    *,
    channel: Channel = Channel.DIRECT,
    by: Official,
    now: datetime,
) -> Sheet:
    """Keep everything on the sheet as it was typed; `asked` are the questions of the form that stood on it.

    `channel` is how it lies there, brought or sent by post: a form may ask something on one of them only.

    Names in `typed` that begin with `account.` are what is known of the person: they answer the form's
    questions of the same prefill, unless somebody answered one otherwise.
    """
    sheet = locked(token, by)
    draft = sheet.draft
    draft.channel = channel
    form = procedures.form_of(draft.procedure, channel)
    old, new = (forms.prefilled(form, _facts(texts)) for texts in (sheet.typed, typed))
    answers = dict(draft.answers)
    for name in {*old, *new}:
        if answers.get(name) in (None, old.get(name)):
            answers.pop(name, None)
            answers |= {name: new[name]} if name in new else {}
    known = [form.fields[name] for name in asked if name in form.fields]
    answers = {name: value for name, value in answers.items() if form.fields.get(name) not in known}
    # A question that the person's details answer stood there empty because they were missing when it was asked.
    answers = new | answers | forms.read(known, {name: [text] for name, text in typed.items()})
    draft.answers = placed(draft.procedure, answers, sheet.unit)
    draft.updated_at, sheet.typed = now, dict(typed)
    draft.save(update_fields=["answers", "channel", "updated_at"])
    sheet.save(update_fields=["typed"])
    return sheet


@atomic
def keep_sheet_page(
    token: str, page_id: str, typed: Mapping[str, Sequence[str]], *, by: Official, now: datetime
) -> Saved:
    """Keep one page of a long form that an official fills in at the counter."""
    return keep_page(locked(token, by).draft, page_id, typed, now=now)


@atomic
def attach_scan(token: str, part: str, name: str, content: bytes, *, by: Official, now: datetime) -> Attachment:
    """Add a scan or a photograph of a paper that lies on the counter."""
    draft = locked(token, by).draft
    asked = {each.code for each in queries.parts_of_draft(draft)}
    if part != AUTHORITY_PART or part in asked:
        return add_file(draft, part, name, content, by=by, now=now)
    if len(queries.files_of_draft(draft)) >= MOST_FILES:
        raise Refused("too_many_files", most=MOST_FILES)
    file = documents.take_in(name, content, by=by, now=now)
    return Attachment.objects.create(draft=draft, part=part, file=file, added_at=now)


@atomic
def detach_scan(token: str, attachment_id: int, *, by: Official, now: datetime) -> Attachment:
    """Take a scan off the sheet again."""
    draft = locked(token, by).draft
    found = Attachment.objects.select_for_update().filter(pk=attachment_id, draft=draft).order_by("pk").first()
    if found is None:
        raise NotFound("attachment")
    found.removed_at = found.removed_at or now
    found.save(update_fields=["removed_at"])
    return found


@atomic
def discard_sheet(token: str, *, by: Official, now: datetime) -> Sheet:
    """Throw a sheet away: what was typed is erased."""
    sheet = locked(token, by)
    sheet.draft.discarded_at, sheet.draft.answers, sheet.typed, sheet.looked_up = now, {}, {}, None
    sheet.draft.save(update_fields=["discarded_at", "answers"])
    sheet.save(update_fields=["typed", "looked_up"])
    Attachment.objects.filter(draft=sheet.draft, removed_at__isnull=True).update(removed_at=now)
    return sheet


@atomic
def look_up_person(token: str, number: str, reason: str, *, by: Official, now: datetime) -> Account | None:
    """The person with this identity number or passport, whose earlier papers the sheet may show from now on; or nobody.

    Somebody who is in no dossier of the office is looked up for a reason, and the journal keeps that it was done.

    Raises:
        Refused: `identity_number_wrong`, `passport_wrong`, `lookup_without_reason`, `other_duty`.
    """
    receiving.ensure_receives(by)
    sheet = locked(token, by)
    found = accounts.with_identity(known_by(number))
    if found is None or not queries.in_office(by, found.pk):
        if reason not in LookupReason.values:
            raise Refused("lookup_without_reason")
        journal.record(
            "dossiers.person_looked_up",
            subject=("account", found.pk) if found else ("sheet", sheet.pk),
            by=by,
            at=now,
            facts={"agency": by.agency_code, "reason": reason, "known": found is not None},
        )
    sheet.looked_up = found
    sheet.save(update_fields=["looked_up"])
    return found


def known_by(number: str) -> str:
    """What a person is known by, in its one form.

    Raises:
        Refused: `identity_number_wrong`, `passport_wrong`.
    """
    try:
        return identity_paper(number)
    except Malformed:
        meant = any(map(str.isdigit, number)) and not number.strip()[:1].isdigit()
        raise Refused("passport_wrong" if meant else "identity_number_wrong") from None


def locked(token: str, by: Official) -> Sheet:
    """A sheet of the official's unit that is no dossier yet, held until the transaction ends."""
    sheet = (
        Sheet.objects.select_for_update(of=("self", "draft"))
        .select_related("draft__procedure__calendar", "unit__area__parent__parent", "unit__calendar", "unit__parent")
        .defer(*without_large("draft__procedure"))
        .filter(draft__token=token, draft__discarded_at__isnull=True, unit_id=by.agency_id)
        .order_by("pk")
        .first()
    )
    if sheet is None:
        raise NotFound("sheet")
    if sheet.draft.submitted_at is not None:
        raise Refused("already_submitted", matter=sheet.draft.dossier.pk)
    return sheet


def _facts(typed: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in typed.items() if name.startswith(FACT) and text}


def _typed_before(before: Dossier | None) -> dict[str, str]:
    """What the next sheet of the same person begins with."""
    return {} if before is None else queries.facts_of(before.applicant)


def placed(procedure: Procedure, answers: Mapping[str, object], unit: Agency) -> dict[str, object]:
    """The place of the event is the unit's own area until somebody says otherwise.

    Nobody can where the law makes every office competent: it is settled where it was brought.
    """
    form = procedures.form_of(procedure)
    if unit.area is not None and procedure.body.get("settled_anywhere"):
        return {**answers, form.event_field.name: {"code": unit.area.code}}
    kinds = procedure.body.get("event_area_kinds") or []
    name = form.event_field.name
    if name in answers or unit.area is None or unit.area.kind not in kinds:
        return dict(answers)
    return {**answers, name: {"code": unit.area.code}}
