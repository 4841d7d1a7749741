"""The way through a draft: its steps and addresses, the papers wanted and given, the cost, who gets it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.timezone import localdate

from motcua.domain.agencies import queries as agencies
from motcua.domain.dossiers import queries
from motcua.domain.dossiers.queries import Attachment, Dossier, Draft, EntryShown, EntryView, PageView
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.queries import Fee, Part
from motcua.kernel.errors import NotFound
from motcua.web.portal import behalf
from motcua.web.shared import answers


@dataclass(frozen=True)
class PartGiven:
    """A paper that is wanted, with the files given for it so far."""

    part: Part
    files: tuple[Attachment, ...]


@dataclass(frozen=True)
class Card:
    """An entry of a group, with the addresses that mend and remove it."""

    entry: EntryShown
    mend: str
    remove: str


@dataclass(frozen=True)
class Office:
    """Where the dossier will go, and how to reach that place."""

    name: str
    name_en: str
    phone: str


def dossier_of(draft: Draft) -> Dossier | None:
    """The dossier that a draft has become."""
    return getattr(draft, "dossier", None)


def elsewhere(draft: Draft, today: date) -> str | None:
    """Where a draft is gone on with that cannot be filled in: handed in, or begun with a version that has ended."""
    if dossier_of(draft) is not None:
        return place_to_go_on(draft)
    if queries.change_of(draft, today) is not None:
        return reverse("portal:changed", kwargs={"token": draft.token})
    return None


def place_to_go_on(draft: Draft) -> str:
    """The first page that still wants something; the dossier's own page once it is handed in."""
    dossier = dossier_of(draft)
    if dossier is not None:
        return reverse("portal:dossier", kwargs={"dossier_id": dossier.pk})
    # Whether the owner is somebody else, and an authorisation still in force, is looked at again in the review.
    files = queries.files_of_draft(draft)
    if wanted := queries.behalf_undone(draft, "", files, localdate(draft.updated_at)):
        return behalf.address(draft.token, wanted)
    pages = queries.asked_pages(draft)
    undone = next((page.id for page in pages if page.id not in draft.pages_done), None)
    if undone is not None:
        return page_address(draft.token, undone)
    if parts_missing(draft, files):
        return papers_address(draft.token)
    return review_address(draft.token)


def address_after(view: PageView) -> str:
    """What comes after a page: the next one, then the papers when any are wanted, then the review."""
    if view.after is not None:
        return page_address(view.draft.token, view.after)
    return papers_address(view.draft.token) if queries.parts_of_draft(view.draft) else review_address(view.draft.token)


def address_before(view: PageView, *, changing: bool) -> str:
    """What came before a page: the review it was opened from; before the first, for whom it is, or the procedure."""
    if changing:
        return review_address(view.draft.token)
    if view.before is not None:
        return page_address(view.draft.token, view.before)
    if queries.may_file_for_another(view.draft.procedure):
        return behalf.last_address(view.draft)
    return reverse("portal:procedure", kwargs={"code": view.draft.procedure.code})


def address_before_papers(draft: Draft) -> str:
    """The last page of the form."""
    return page_address(draft.token, queries.asked_pages(draft)[-1].id)


def address_before_review(draft: Draft) -> str:
    """The papers when any are wanted, else the last page of the form."""
    return papers_address(draft.token) if queries.parts_of_draft(draft) else address_before_papers(draft)


def steps_of(draft: Draft, pages: int) -> int:
    """How many steps there are in all: the pages, the papers when any are wanted, the review."""
    return pages + (1 if queries.parts_of_draft(draft) else 0) + 1


def pages_of(draft: Draft) -> int:
    """How many pages of the form are asked, as far as the answers tell."""
    return len(queries.asked_pages(draft))


def page_address(token: str, page_id: str) -> str:
    """A page of the form."""
    return reverse("portal:page", kwargs={"token": token, "page_id": page_id})


def papers_address(token: str) -> str:
    """The page of the papers."""
    return reverse("portal:papers", kwargs={"token": token})


def review_address(token: str) -> str:
    """The page that asks to check everything."""
    return reverse("portal:review", kwargs={"token": token})


def entry_address(token: str, page_id: str, key: str) -> str:
    """One entry of the group on a page."""
    return reverse("portal:entry", kwargs={"token": token, "page_id": page_id, "key": key})


def cards_of(view: PageView, entries: Sequence[EntryShown]) -> list[Card]:
    """The entries of a group with their ways to mend and to remove."""
    token, page_id = view.draft.token, view.page.id
    return [
        Card(
            entry,
            entry_address(token, page_id, entry.key),
            reverse("portal:remove_entry", kwargs={"token": token, "page_id": page_id, "key": entry.key}),
        )
        for entry in entries
    ]


def entry_to_mend(entries: Sequence[EntryShown]) -> str:
    """The key of the first entry on which something is wrong; empty where there is none."""
    return next((entry.key for entry in entries if entry.wrong), "")


def areas_for(view: PageView | EntryView, day: date, *, english: bool) -> agencies.Grouped:
    """The areas that a page needs for its questions; none where it asks for no place."""
    kinds = view.draft.procedure.body.get("event_area_kinds") or []
    return answers.area_choices(kinds, day, english=english) if answers.asks_for_area(view.fields) else ()


def parts_with_files(draft: Draft, files: Sequence[Attachment]) -> list[PartGiven]:
    """Every paper that is wanted, with what was given for it."""
    return [
        PartGiven(part, tuple(file for file in files if file.part == part.code))
        for part in queries.parts_of_draft(draft)
    ]


def parts_missing(draft: Draft, files: Sequence[Attachment]) -> list[Part]:
    """The papers that must be there and are not."""
    return [given.part for given in parts_with_files(draft, files) if given.part.required and not given.files]


def fees(draft: Draft, today: date) -> list[Fee]:
    """What is to be paid when this draft is handed in online."""
    answers = procedures.form_of(draft.procedure, draft.channel).pruned(draft.answers)
    return procedures.fees_due(draft.procedure.body, answers, "online", today)


def office(draft: Draft, today: date) -> Office | None:
    """The one-stop unit that will get it; `None` until the place is chosen, or where nobody serves it."""
    form = procedures.form_of(draft.procedure, draft.channel)
    code = procedures.unit_area(form, form.pruned(draft.answers))
    try:
        area = agencies.area(code or "", today)
    except NotFound:
        return None
    unit = agencies.responsible(draft.procedure.one_stop_kind, area, today)
    if unit is None:
        return None
    contact = agencies.contact_of(unit.pk, today)
    return Office(unit.name, unit.name_en, contact.phone if contact else "")
