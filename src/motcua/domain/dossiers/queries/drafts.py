"""What a citizen sees while filling in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from motcua.domain.accounts.models import Account
from motcua.domain.agencies import queries as agencies
from motcua.domain.dossiers import rules
from motcua.domain.dossiers.models import Attachment, Draft
from motcua.domain.dossiers.queries.behalf import left_to_ask
from motcua.domain.dossiers.states import Channel
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures import rules as forms
from motcua.domain.procedures.models import Procedure, without_large
from motcua.kernel.actors import Citizen
from motcua.kernel.errors import NotFound
from motcua.kernel.prepared import Blank, Prepared
from motcua.kernel.text import is_passport


@dataclass(frozen=True)
class PageView:
    """One page of the form as it stands: its fields, what is typed in them, and where it lies on the way."""

    draft: Draft
    page: forms.Page
    fields: Sequence[forms.Field]
    typed: Mapping[str, Mapping[str, Any]]
    number: int
    count: int
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Change:
    """The version a draft was begun with has ended: the one that counts now, and what is different for this person.

    Both are `None` where the procedure can no longer be filed at all.
    """

    version: Procedure | None
    difference: forms.VersionChange | None


@dataclass(frozen=True)
class EntryView:
    """One entry of a group as a page of its own; `known` is false while it has not been kept yet."""

    draft: Draft
    page: forms.Page
    group: forms.Field
    key: str
    number: int
    known: bool
    fields: Sequence[forms.Field]
    typed: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class EntryShown:
    """One entry of a group in the list of its page; `wrong` when something on it is to be mended."""

    key: str
    title: str
    rows: Sequence[forms.ShownRow]
    wrong: bool


_DRAFT = Prepared(
    lambda: (
        Draft.objects.filter(account_id=Blank("citizen"), token=Blank("token"), discarded_at__isnull=True)
        .select_related("procedure", "dossier", "behalf")
        .defer(*without_large("procedure"))
    )
)
_FILES = Prepared(
    lambda: (
        Attachment.objects.filter(draft=Blank("draft"), removed_at__isnull=True).select_related("file").order_by("pk")
    )
)


def drafts_of(citizen: Citizen) -> QuerySet[Draft]:
    """The person's drafts that were neither handed in nor thrown away, the latest first."""
    return (
        Draft.objects.filter(
            account_id=citizen.account_id, discarded_at__isnull=True, submitted_at__isnull=True, sheet__isnull=True
        )
        .select_related("procedure", "behalf")
        .defer(*without_large("procedure"))
        .order_by("-updated_at", "-pk")
    )


def draft_of(citizen: Citizen, token: str) -> Draft:
    """The person's own draft, handed in or not; anybody else's does not exist."""
    found = _DRAFT.first(citizen=citizen.account_id, token=token)
    if found is None:
        raise NotFound("draft")
    return found


def facts_of(account: Account) -> dict[str, str]:
    """What the account already tells, under the names that forms prefill from."""
    return {
        "account.full_name": account.full_name,
        "account.birth_date": account.birth_date,
        "account.identity_number": "" if is_passport(account.identity_number) else account.identity_number,
        "account.passport": account.identity_number if is_passport(account.identity_number) else "",
        "account.phone": account.phone,
        "account.email": account.contact_email,
        "account.residence": account.residence,
    }


def page_view(draft: Draft, page_id: str) -> PageView:
    """A page of the draft's form.

    Raises:
        NotFound: the form has no such page, or the answers so far hide it.
    """
    form = procedures.form_of(draft.procedure, draft.channel)
    pages = asked_pages(draft)
    names = [page.id for page in pages]
    if page_id not in names:
        raise NotFound("page")
    place = names.index(page_id)
    page = pages[place]
    fields = left_to_ask(draft, form.visible_fields(page, draft.answers))
    return PageView(
        draft=draft,
        page=page,
        fields=fields,
        typed={field.name: forms.raw_of(field, draft.answers.get(field.name)) for field in fields},
        number=place + 1,
        count=len(pages),
        before=names[place - 1] if place else None,
        after=names[place + 1] if place + 1 < len(names) else None,
    )


def asked_pages(draft: Draft) -> list[forms.Page]:
    """The pages of the form that still ask something: not those that are answered by whom one files for."""
    form = procedures.form_of(draft.procedure, draft.channel)
    pages = form.visible_pages(draft.answers)
    return [page for page in pages if left_to_ask(draft, form.visible_fields(page, draft.answers))]


def entry_view(draft: Draft, page_id: str, key: str) -> EntryView:
    """An entry of the group on a page, or the empty one that will be kept under this key.

    Raises:
        NotFound: the answers so far hide the page, it has no group, or the key is none.
    """
    page = next((each for each in form_of(draft).visible_pages(draft.answers) if each.id == page_id), None)
    group = forms.group_of(page) if page else None
    if page is None or group is None or not forms.is_key(key):
        raise NotFound("entry")
    listed = forms.entries(group, draft.answers)
    entry = next((each for each in listed if each.key == key), forms.GroupEntry(key, len(listed) + 1, {}))
    fields = group.shown(entry.answers)
    return EntryView(
        draft=draft,
        page=page,
        group=group,
        key=key,
        number=entry.number,
        known=entry in listed,
        fields=fields,
        typed={field.name: forms.raw_of(field, entry.answers.get(field.name)) for field in fields},
    )


def entries_shown(view: PageView, group: forms.Field, language: str, today: date) -> list[EntryShown]:
    """The entries of a group as the page lists them."""
    names = area_names(view.draft.answers, today, language)
    return [_shown(group, entry, language, names, today) for entry in forms.entries(group, view.draft.answers)]


def entry_shown(view: EntryView, language: str, today: date) -> EntryShown:
    """One entry of a group as people read it."""
    names = area_names(view.draft.answers, today, language)
    entry = next(each for each in forms.entries(view.group, view.draft.answers) if each.key == view.key)
    return _shown(view.group, entry, language, names, today)


def _shown(
    group: forms.Field, entry: forms.GroupEntry, language: str, names: Mapping[str, str], today: date
) -> EntryShown:
    back = forms.entry_back(group, entry.answers, entry.number, language, names)
    return EntryShown(entry.key, back.title, back.rows, wrong=bool(forms.check_entry(group, entry.answers, today)))


def form_of(draft: Draft) -> forms.Form:
    """The form that a draft fills in."""
    return procedures.form_of(draft.procedure, draft.channel)


def change_of(draft: Draft, today: date) -> Change | None:
    """What changed since the draft was begun; `None` while its version of the procedure counts today."""
    before = draft.procedure
    if rules.in_force(before, today):
        return None
    try:
        after = procedures.in_force(before.code, today)
        form = procedures.form_of(after, draft.channel)
    except NotFound:
        return Change(None, None)
    last_day = before.valid_to if before.valid_to and before.valid_to < today else today
    versions = (
        forms.FormVersion(before.body, form_of(draft), before.limit, last_day),
        forms.FormVersion(after.body, form, after.limit, today),
    )
    return Change(after, forms.version_change(*versions, draft.answers, "online"))


def still_wrong(draft: Draft, today: date) -> dict[str, dict[str, forms.Problem]]:
    """The shown pages that are not rightly filled in, with what is wrong on each."""
    found = forms.check_all(procedures.form_of(draft.procedure, draft.channel), draft.answers, today)
    return {page: dict(problems) for page, problems in found.items() if problems}


def warnings_of(draft: Draft, today: date) -> dict[str, list[forms.Problem]]:
    """What is unlikely rather than wrong, by page: the person looks again, and may go on."""
    return forms.warnings(form_of(draft), draft.answers, today)


def read_back(draft: Draft, language: str, today: date) -> list[Any]:
    """Every answer as it will be handed in, page by page, for the check-your-answers page."""
    form = procedures.form_of(draft.procedure, draft.channel)
    asked = {page.id for page in asked_pages(draft)}
    back = forms.read_back(form, draft.answers, language, area_names(draft.answers, today, language))
    return [page for page in back if page.page_id in asked]


def area_names(answers: Mapping[str, object], today: date, language: str) -> dict[str, str]:
    """The full names of every area that the answers name, in one query; land that is no more is called as it was."""
    values = [*answers.values(), *_inside_groups(answers)]
    codes = {value for value in values if isinstance(value, str) and value.isdigit()}
    places = {str(value["code"]) for value in values if isinstance(value, dict) and value.get("code")}
    if not codes | places:
        return {}
    found = agencies.areas_named(codes | places, today)
    if gone := places - set(found):
        found |= agencies.areas_before(gone, today)
    return {code: agencies.full_name(area, english=language == "en") for code, area in found.items()}


def _inside_groups(answers: Mapping[str, object]) -> list[object]:
    return [
        value
        for entries in answers.values()
        if isinstance(entries, list)
        for entry in entries
        if isinstance(entry, dict)
        for value in entry.values()
    ]


def parts_of_draft(draft: Draft) -> list[forms.Part]:
    """The papers the procedure asks for in this case."""
    answers = procedures.form_of(draft.procedure, draft.channel).pruned(draft.answers)
    return list(forms.parts_wanted(draft.procedure.body, answers))


def files_of_draft(draft: Draft) -> list[Attachment]:
    """The files given so far."""
    return _FILES.all(draft=draft.pk)


def abandoned_sheets(untouched_since: datetime, most: int) -> list[Draft]:
    """Drafts of counters that never became dossiers and were last touched before that, held; the oldest first.

    For the job that erases them: what somebody is at work on just now is passed over.
    """
    return list(
        Draft.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(updated_at__lt=untouched_since, submitted_at__isnull=True, sheet__isnull=False)
        .exclude(channel=Channel.ONLINE)
        .select_related("sheet__unit")
        .only("updated_at", "sheet__unit__code")
        .order_by("updated_at", "pk")[:most]
    )
