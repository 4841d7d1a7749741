"""Filing for somebody else on the portal: said before the form, and disowned by its owner where it is not true."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.transaction import atomic
from django.utils.timezone import localdate

from motcua.domain.accounts import actions as accounts
from motcua.domain.accounts.models import Account
from motcua.domain.documents import actions as documents
from motcua.domain.dossiers import queries
from motcua.domain.dossiers.actions.drafting import MOST_FILES, Saved, add_file, locked_draft
from motcua.domain.dossiers.models import Attachment, Authorisation, Behalf, Dossier, Draft
from motcua.domain.dossiers.rules import behalf as rules
from motcua.domain.dossiers.states import Scope, Whom
from motcua.domain.journal import actions as journal
from motcua.domain.matters.models import Matter
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures import rules as forms
from motcua.kernel.actors import Citizen
from motcua.kernel.errors import NotFound, Refused


@atomic
def say_for_whom(token: str, page: str, typed: Mapping[str, Sequence[str]], *, by: Citizen, now: datetime) -> Saved:
    """Keep what was typed on one of the pages that ask for whom, right or wrong; the form then knows it.

    Raises:
        NotFound: there is no such draft of this person, or no such page.
        Refused: `authorisation_not_allowed` for somebody else, where the procedure takes it from its owner alone.
    """
    draft = locked_draft(token, by)
    terms, before = queries.authority_terms(draft), queries.fixed_answers(draft)
    row = queries.behalf_of(draft) or Behalf(draft=draft)
    fields = rules.fields_of(page, terms, row.said)
    kept = {name: value for name, value in row.said.items() if name not in {field.name for field in fields}}
    said = kept | forms.read(fields, typed)
    if page != rules.WHOM:
        said["whom"] = str(Whom.OTHER)  # who says who the owner is files for them
    if rules.for_another(said):
        rules.ensure_allowed(terms)
    row.said = said
    row.save()
    draft.behalf = row
    _tell_the_form(draft, before, now)
    return Saved(draft, rules.problems(page, terms, said, draft.account.identity_number, localdate(now)))


def _tell_the_form(draft: Draft, before: Mapping[str, object], now: datetime) -> None:
    """What the form is answered with by it: what followed from it before is taken back, what follows now is put in."""
    fixed = queries.fixed_answers(draft)
    gone = {name for name, value in before.items() if name not in fixed and draft.answers.get(name) == value}
    answers = {name: value for name, value in draft.answers.items() if name not in gone} | fixed
    form = procedures.form_of(draft.procedure, draft.channel)
    undone = {page.id for page in form.pages if any(field.name in gone for field in page.fields)}
    draft.answers, draft.updated_at = answers, now
    draft.pages_done = [page for page in draft.pages_done if page not in undone]
    draft.save(update_fields=["answers", "pages_done", "updated_at"])


@atomic
def attach_authority(token: str, name: str, content: bytes, *, by: Citizen, now: datetime) -> Attachment:
    """Add the scan of the authorisation, whether the procedure itself asks for it as a part or not."""
    draft = locked_draft(token, by)
    rules.ensure_allowed(queries.authority_terms(draft))
    if rules.AUTHORITY_PART in {each.code for each in queries.parts_of_draft(draft)}:
        return add_file(draft, rules.AUTHORITY_PART, name, content, by=by, now=now)
    if len(queries.files_of_draft(draft)) >= MOST_FILES:
        raise Refused("too_many_files", most=MOST_FILES)
    file = documents.take_in(name, content, by=by, now=now)
    return Attachment.objects.create(draft=draft, part=rules.AUTHORITY_PART, file=file, added_at=now)


def principal_of(draft: Draft, files: Sequence[Attachment], *, by: Citizen, now: datetime) -> Account:
    """The owner's account of a draft filled in for somebody else, met for the first time or not.

    Raises:
        Refused: `authorisation_not_allowed`, `authorisation_incomplete`, `principal_differs`.
    """
    terms, said = queries.authority_terms(draft), queries.said_of(draft)
    rules.ensure_allowed(terms)
    rules.ensure_said(terms, said, draft.account.identity_number, {file.part for file in files}, localdate(now))
    name = str(said["principal_name"])
    found = accounts.name_somebody(
        accounts.Person(full_name=name, identity_number=str(said["principal_number"])), by=by, now=now
    )
    if not found.named_by_others:  # what others wrote of somebody binds nobody
        rules.ensure_same_person(found.full_name, name)
    return found


def authorise(dossier: Dossier, draft: Draft, *, by: Citizen, now: datetime) -> journal.NewEntry:
    """Write down who files for the dossier's owner and on what ground; the entry that says so, without names."""
    terms, said = queries.authority_terms(draft), queries.said_of(draft)
    row = Authorisation.objects.create(
        dossier=dossier,
        agent=draft.account,
        agent_name=draft.account.full_name,
        scope=Scope(str(said["scope"])),
        ground=rules.ground_of(terms, said),
        document=rules.document_of(terms, said),
        valid_to=rules.valid_to(terms, said),
        kinship=str(said.get("kinship") or ""),
    )
    facts = {**queries.common_facts(dossier), "ground": str(row.ground), "scope": str(row.scope)}
    return journal.NewEntry(
        "dossiers.filed_for_another", ("dossier", dossier.pk), by, now, matter_id=dossier.pk, facts=facts
    )


@atomic
def disown(dossier_id: int, *, by: Citizen, now: datetime) -> Authorisation:
    """The owner says that they authorised nobody: the agent's access ends, and the office does not take it in.

    Said again it changes nothing.
    """
    row = _authorisation_of(dossier_id, by)
    if row.disowned_at is None:
        row.disowned_at = now
        _keep(row, "dossiers.disowned", by, now)
    return row


@atomic
def confirm_authority(dossier_id: int, *, by: Citizen, now: datetime) -> Authorisation:
    """The owner takes that word back: they did authorise who handed it in."""
    row = _authorisation_of(dossier_id, by)
    if row.disowned_at is not None:
        row.disowned_at = None
        _keep(row, "dossiers.authority_confirmed", by, now)
    return row


def _authorisation_of(dossier_id: int, by: Citizen) -> Authorisation:
    """The authorisation of the person's own dossier, held with its matter, as an office that takes it in holds it."""
    queries.own(dossier_id, by)
    Matter.objects.lock(dossier_id)
    row = Authorisation.objects.select_for_update(of=("self",)).filter(pk=dossier_id).order_by("pk").first()
    if row is None:
        raise NotFound("authorisation")
    return row


def _keep(row: Authorisation, verb: str, by: Citizen, now: datetime) -> None:
    row.save(update_fields=["disowned_at"])
    dossier = queries.own(row.pk, by)
    journal.record(
        verb,
        subject=("dossier", dossier.pk),
        matter_id=dossier.pk,
        by=by,
        at=now,
        facts=queries.common_facts(dossier),
    )
