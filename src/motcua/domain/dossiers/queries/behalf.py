"""For whom a citizen files: what they said of it, what it answers already, and who may follow the dossier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from motcua.domain.dossiers.models import Answers, Attachment, Authorisation, Behalf, Dossier, Draft
from motcua.domain.dossiers.rules import behalf as rules
from motcua.domain.dossiers.states import Channel, Scope
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures import rules as forms
from motcua.kernel.actors import Citizen


@dataclass(frozen=True)
class BehalfView:
    """One page that asks for whom: its questions, what is typed in them, and the scan where one is wanted."""

    draft: Draft
    page: str
    fields: Sequence[forms.Field]
    typed: Mapping[str, Mapping[str, Any]]
    ground: str
    wants_scan: bool


def behalf_of(draft: Draft) -> Behalf | None:
    """What was said of it; `None` while nobody was asked."""
    return getattr(draft, "behalf", None)


def said_of(draft: Draft) -> Answers:
    """The same as answers; empty while nobody was asked."""
    found = behalf_of(draft)
    return found.said if found is not None else {}


def authority_terms(draft: Draft) -> rules.Terms:
    """How the draft's procedure takes filing for another."""
    return rules.terms_of(draft.procedure.body)


def may_file_for_another(procedure: Any) -> bool:
    """Whether the question is asked at all."""
    return rules.terms_of(procedure.body).allowed


def instead_of_authority(procedure: Any) -> forms.Words:
    """What the pack says to who cannot come, where nobody may file for them; empty where it says nothing."""
    return rules.terms_of(procedure.body).instead


def behalf_view(draft: Draft, page: str) -> BehalfView:
    """One page that asks for whom.

    Raises:
        NotFound: there is no such page.
    """
    terms, said = authority_terms(draft), said_of(draft)
    fields = rules.fields_of(page, terms, said)
    return BehalfView(
        draft=draft,
        page=page,
        fields=fields,
        typed={field.name: forms.raw_of(field, said.get(field.name)) for field in fields},
        ground=str(rules.ground_of(terms, said)),
        wants_scan=page == rules.AUTHORITY and rules.needs_scan(terms, said),
    )


def behalf_undone(draft: Draft, own_number: str, files: Sequence[Attachment], today: date) -> str | None:
    """The first page about for whom that still wants something; `None` when all is said."""
    terms, said = authority_terms(draft), said_of(draft)
    if not terms.allowed:
        return None
    if not said:
        return None if draft.pages_done else rules.WHOM  # one that was begun before anybody was asked is one's own
    if not rules.for_another(said):
        return None
    for page in (rules.PRINCIPAL, rules.AUTHORITY):
        if rules.problems(page, terms, said, own_number, today):
            return page
    scanned = any(file.part == rules.AUTHORITY_PART for file in files)
    return None if scanned or not rules.needs_scan(terms, said) else rules.AUTHORITY


def behalf_back(draft: Draft, language: str) -> list[forms.ShownRow]:
    """What was said of it as people read it, for the page that asks to check everything."""
    terms, said = authority_terms(draft), said_of(draft)
    pages = [rules.WHOM, *((rules.PRINCIPAL, rules.AUTHORITY) if rules.for_another(said) else ())]
    return [
        forms.ShownRow(field.label.in_language(language), text, field.name)
        for page in pages
        for field in rules.fields_of(page, terms, said)
        if (text := forms.shown(field, said.get(field.name), language, {}))
    ]


def fixed_answers(draft: Draft) -> dict[str, object]:
    """The answers of the form that follow from whom one files for."""
    terms, said = authority_terms(draft), said_of(draft)
    form = procedures.form_of(draft.procedure, draft.channel)
    return {**forms.prefilled(form, rules.facts_of(terms, said)), **rules.fixed_answers(terms, said)}


def left_to_ask(draft: Draft, fields: Sequence[forms.Field]) -> list[forms.Field]:
    """The questions of a page that are not answered by whom one files for."""
    fixed = fixed_answers(draft)
    return [field for field in fields if field.name not in fixed]


def says_agent(draft: Draft) -> bool:
    """Whether the form says that somebody authorised the one who fills it in, though that one files for themselves."""
    terms = authority_terms(draft)
    answered = all(draft.answers.get(name) == value for name, value in terms.answers.items())
    return terms.allowed and bool(terms.answers) and answered and not rules.for_another(said_of(draft))


def follows(citizen: Citizen) -> Q:
    """The person's own dossiers, and those they handed in on the portal for an owner who has not said otherwise."""
    agent = Q(
        channel=Channel.ONLINE,
        authorisation__agent_id=citizen.account_id,
        authorisation__disowned_at__isnull=True,
    )
    return Q(applicant_id=citizen.account_id) | agent


def collects(citizen: Citizen, today: date) -> Q:
    """Of those, the dossiers whose result this person may have: their own, and while they are authorised to."""
    lasts = Q(authorisation__valid_to__isnull=True) | Q(authorisation__valid_to__gte=today)
    agent = Q(authorisation__scope__in=[Scope.BOTH, Scope.COLLECT]) & lasts
    return follows(citizen) & (Q(applicant_id=citizen.account_id) | agent)


def may_collect(dossier: Dossier, citizen: Citizen, today: date) -> bool:
    """Whether the result of a dossier this person follows is theirs to have."""
    return Dossier.objects.filter(collects(citizen, today), pk=dossier.pk).exists()


def authority_content(dossier: Dossier) -> dict[str, object]:
    """What form 01 says of an authorisation: who filed, on what ground; nothing where the owner did."""
    row: Authorisation | None = getattr(dossier, "authorisation", None)
    if row is None:
        return {}
    words = [str(row.get_scope_display()), str(row.get_ground_display()), str(row.document)]
    return {"submitter": {"name": row.agent_name}, "authorisation": "; ".join(filter(None, words))}
