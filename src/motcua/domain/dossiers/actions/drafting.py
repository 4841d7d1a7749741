"""Filling in: a draft is kept at every page, right or wrong, so that nothing typed is ever lost."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.transaction import atomic
from django.utils.timezone import localdate

from motcua.domain.accounts.models import Account
from motcua.domain.documents import actions as documents
from motcua.domain.documents.rules import media_type
from motcua.domain.dossiers import queries, rules
from motcua.domain.dossiers.models import Attachment, Behalf, Draft
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures import rules as forms
from motcua.domain.procedures.models import without_large
from motcua.kernel.actors import Citizen, Official
from motcua.kernel.codes import new_lookup_token
from motcua.kernel.errors import NotFound, Refused
from motcua.kernel.prepared import Blank, Prepared, Writes

MOST_ANSWERS = 200_000  # characters of JSON
MOST_FILES = 30
NOTHING_FIXED: Mapping[str, object] = {}


@dataclass(frozen=True)
class Saved:
    """A page that was kept, and what is still wrong on it."""

    draft: Draft
    problems: Mapping[str, forms.Problem]


@atomic
def start(procedure_code: str, *, by: Citizen, now: datetime) -> Draft:
    """The person's open draft for this procedure, or a new one filled with what is known of them."""
    today = localdate(now)
    procedure = procedures.in_force(procedure_code, today)
    Account.objects.select_for_update().get(pk=by.account_id)  # two taps on "begin" make one draft
    # Also one of a version that has ended: what was typed there is carried over (`carry_over`), not begun anew.
    draft = queries.drafts_of(by).filter(procedure__code=procedure.code).first()
    if draft is not None:
        return draft
    account = Account.objects.get(pk=by.account_id)
    form = procedures.form_of(procedure)
    return Draft.objects.create(
        account=account,
        procedure=procedure,
        token=new_lookup_token(),
        answers=forms.prefilled(form, queries.facts_of(account)),
        created_at=now,
        updated_at=now,
    )


@atomic
def save_page(token: str, page_id: str, typed: Mapping[str, Sequence[str]], *, by: Citizen, now: datetime) -> Saved:
    """Keep what was typed on one page, whatever it is; the page counts as done when nothing is wrong on it."""
    draft = locked_draft(token, by)
    return keep_page(draft, page_id, typed, now=now, fixed=queries.fixed_answers(draft))


def keep_page(
    draft: Draft,
    page_id: str,
    typed: Mapping[str, Sequence[str]],
    *,
    now: datetime,
    fixed: Mapping[str, object] = NOTHING_FIXED,
) -> Saved:
    """`save_page` of a draft that is locked already, whoever fills it in; `fixed` answers are not asked on the page."""
    form = procedures.form_of(draft.procedure, draft.channel)
    page = form.page(page_id)
    given = forms.read(page, typed)
    # A field that was shown and is empty now has been emptied; one that was not shown keeps its answer.
    # The entries of a group are kept one by one: a page that posts none of them leaves them as they are.
    emptied = {
        field.name
        for field in form.visible_fields(page, draft.answers)
        if forms.group_of(page) is not field or field.name in given
    }
    answers = {name: value for name, value in draft.answers.items() if name not in emptied} | given | dict(fixed)
    problems = forms.check(form, page, answers, localdate(now))
    _keep(draft, answers, page_id, done=not problems, now=now)
    return Saved(draft, problems)


@atomic
def save_entry(
    token: str, page_id: str, key: str, typed: Mapping[str, Sequence[str]], *, by: Citizen, now: datetime
) -> Saved:
    """Keep what was typed on one entry of a group, whatever it is; sent twice, it is the same entry."""
    draft = locked_draft(token, by)
    view = queries.entry_view(draft, page_id, key)
    answers = forms.with_entry(view.group, draft.answers, key, forms.read(view.group.fields, typed))
    entry = next(each for each in forms.entries(view.group, answers) if each.key == key)
    # Entries are added without end on purpose: too many are told of where they are listed, and none is lost.
    _keep(draft, answers, page_id, done=_still_done(draft, view.page, answers, now), now=now)
    return Saved(draft, forms.check_entry(view.group, entry.answers, localdate(now)))


@atomic
def remove_entry(token: str, page_id: str, key: str, *, by: Citizen, now: datetime) -> Draft:
    """Take an entry out of a group; one that is gone already is no fault."""
    draft = locked_draft(token, by)
    view = queries.entry_view(draft, page_id, key)
    answers = forms.without_entry(view.group, draft.answers, key)
    _keep(draft, answers, page_id, done=_still_done(draft, view.page, answers, now), now=now)
    return draft


@atomic
def carry_over(token: str, *, by: Citizen, now: datetime) -> Draft:
    """Go on with the version of the procedure that counts now; answers that still have their question are kept.

    Called again, or while the draft's own version counts, it changes nothing.

    Raises:
        Refused: `procedure_ended`: it can no longer be filed.
    """
    draft, today = locked_draft(token, by), localdate(now)
    change = queries.change_of(draft, today)
    if change is None:
        return draft
    if change.version is None:
        raise Refused("procedure_ended")
    before, after = (
        procedures.form_of(draft.procedure, draft.channel),
        procedures.form_of(change.version, draft.channel),
    )
    known = forms.prefilled(after, queries.facts_of(draft.account))
    answers = {name: value for name, value in known.items() if name not in before.fields}
    answers |= forms.carried(before, after, draft.answers)
    draft.procedure = change.version
    answers |= queries.fixed_answers(draft)
    draft.answers, draft.updated_at = answers, now
    draft.pages_done = [
        page.id
        for page in after.visible_pages(answers)
        if page.id in draft.pages_done and not forms.check(after, page, answers, today)
    ]
    draft.save(update_fields=["procedure", "answers", "pages_done", "updated_at"])
    return draft


@atomic
def attach(token: str, part: str, name: str, content: bytes, *, by: Citizen, now: datetime) -> Attachment:
    """Add a file for one of the papers the procedure asks for."""
    return add_file(locked_draft(token, by), part, name, content, by=by, now=now)


def add_file(
    draft: Draft, part: str, name: str, content: bytes, *, by: Citizen | Official, now: datetime
) -> Attachment:
    """`attach` to a draft that is locked already, whoever fills it in."""
    wanted = next((each for each in queries.parts_of_draft(draft) if each.code == part), None)
    if wanted is None:
        raise Refused("part_not_asked_for")
    rules.ensure_fits(wanted, media_type(content), len(content))
    if len(queries.files_of_draft(draft)) >= MOST_FILES:
        raise Refused("too_many_files", most=MOST_FILES)
    file = documents.take_in(name, content, by=by, now=now)
    draft.updated_at = now
    attachment = Attachment(draft=draft, part=part, file=file, added_at=now)
    writes = Writes()
    writes.save(draft, ["updated_at"])
    writes.add([attachment])
    writes.send()
    return attachment


@atomic
def detach(token: str, attachment_id: int, *, by: Citizen, now: datetime) -> Attachment:
    """Take a file out of a draft again."""
    draft = locked_draft(token, by)
    attachment = Attachment.objects.select_for_update().filter(pk=attachment_id, draft=draft).order_by("pk").first()
    if attachment is None:
        raise NotFound("attachment")
    attachment.removed_at = attachment.removed_at or now
    attachment.save(update_fields=["removed_at"])
    return attachment


@atomic
def discard(token: str, *, by: Citizen, now: datetime) -> Draft:
    """Throw a draft away; what was typed is erased, the fact that there was one stays."""
    draft = locked_draft(token, by)
    draft.discarded_at, draft.answers, draft.pages_done = now, {}, []
    draft.save(update_fields=["discarded_at", "answers", "pages_done"])
    Behalf.objects.filter(draft=draft).update(said={})
    Attachment.objects.filter(draft=draft, removed_at__isnull=True).update(removed_at=now)
    return draft


def _still_done(draft: Draft, page: forms.Page, answers: Mapping[str, object], now: datetime) -> bool:
    """Whether a page that was gone through before is still rightly filled in."""
    form = procedures.form_of(draft.procedure, draft.channel)
    return page.id in draft.pages_done and not forms.check(form, page, answers, localdate(now))


def _keep(draft: Draft, answers: Mapping[str, object], page_id: str, *, done: bool, now: datetime) -> None:
    if len(json.dumps(answers, ensure_ascii=False)) > MOST_ANSWERS:
        raise Refused("answers_too_long")
    draft.answers = dict(answers)
    draft.pages_done = [name for name in draft.pages_done if name != page_id] + ([page_id] if done else [])
    draft.updated_at = now
    writes = Writes()
    writes.save(draft, ["answers", "pages_done", "updated_at"])
    writes.send()


_DRAFT = Prepared(
    lambda: (
        Draft.objects.select_for_update(of=("self",))
        .select_related("procedure", "account", "behalf")
        .defer(*without_large("procedure"))
        .filter(token=Blank("token"), account_id=Blank("citizen"), discarded_at__isnull=True)
    )
)


def locked_draft(token: str, by: Citizen) -> Draft:
    """The person's own open draft, held until the transaction ends."""
    draft = _DRAFT.first(token=token, citizen=by.account_id)
    if draft is None:
        raise NotFound("draft")
    # Asked of the locked row itself: whatever is joined to it is as old as the wait for the lock.
    if draft.submitted_at is not None:
        raise Refused("already_submitted", matter=draft.dossier.pk)
    return draft
