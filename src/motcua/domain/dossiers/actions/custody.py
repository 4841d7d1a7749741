"""What goes back and forth on paper: originals given back, dossiers of another unit's area, one receipt for several."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.transaction import atomic

from motcua.domain.agencies.models import Agency
from motcua.domain.dossiers import queries
from motcua.domain.dossiers.actions.effects import RECEIPT, issue_receipt_of
from motcua.domain.dossiers.models import Bundle, Custody, Dossier, Forwarding
from motcua.domain.dossiers.rules import receiving
from motcua.domain.journal import actions as journal
from motcua.domain.papers import actions as papers
from motcua.domain.papers import queries as issued
from motcua.domain.papers.models import Paper
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound, Refused
from motcua.kernel.text import clean_line


@atomic
def give_back(dossier_id: int, custodies: Collection[int], to: str, *, by: Official, now: datetime) -> list[Custody]:
    """Give originals back to somebody by name, and prove it by a paper that both sign.

    Raises:
        NotFound: the dossier is not the official's office's, or one of these papers is not of this dossier.
        Refused: `nothing_given_back`, `paper_given_back` when one is gone already, `receiver_missing`.
    """
    dossier = queries.one_seen_by(by, dossier_id)
    rows = list(Custody.objects.select_for_update().filter(pk__in=custodies, dossier=dossier).order_by("pk"))
    if len(rows) != len(set(custodies)):
        raise NotFound("custody")
    if not rows:
        raise Refused("nothing_given_back")
    if any(row.returned_at is not None for row in rows):
        raise Refused("paper_given_back")
    name = clean_line(to)
    if not name:
        raise Refused("receiver_missing")
    receipt = _receipt_of(dossier, rows, name, by, now)
    for row in rows:
        row.returned_at, row.returned_by_id, row.returned_to, row.receipt_id = now, by.account_id, name, receipt.pk
        row.save(update_fields=["returned_at", "returned_by", "returned_to", "receipt_id"])
    journal.record(
        "dossiers.papers_given_back",
        subject=("dossier", dossier.pk),
        matter_id=dossier.pk,
        by=by,
        at=now,
        facts={**queries.common_facts(dossier), "papers": len(rows)},
    )
    return rows


def _receipt_of(dossier: Dossier, rows: list[Custody], name: str, by: Official, now: datetime) -> Paper:
    names = queries.part_names(dossier)
    agency = Agency.objects.select_related("parent", "area").get(pk=by.agency_id)
    content: dict[str, object] = {
        **queries.common_content(dossier, by, now, agency),
        "receiver": name,
        "papers": [{"name": names.get(row.part, row.part), "number": row.number} for row in rows],
    }
    return papers.issue(papers.NewPaper("phieu-tra-giay-to", agency.pk, content, dossier.pk), by=by, now=now)


@atomic
def confirm_arrival(dossier_id: int, *, by: Official, now: datetime) -> Forwarding:
    """The competent unit has the papers of a dossier that another unit received for it."""
    forwarding = _forwarding(dossier_id, by, at_unit=True)
    if forwarding.arrived_at is not None:
        raise Refused("forwarding_arrived_before", at=forwarding.arrived_at)
    forwarding.arrived_at, forwarding.arrived_by_id = now, by.account_id
    forwarding.save(update_fields=["arrived_at", "arrived_by"])
    _record("dossiers.forwarding_arrived", forwarding, by, now)
    return forwarding


@atomic
def confirm_return(dossier_id: int, *, by: Official, now: datetime) -> Forwarding:
    """The result is back at the unit that received the dossier."""
    forwarding = _forwarding(dossier_id, by, at_unit=False)
    if forwarding.arrived_at is None:
        raise Refused("forwarding_not_arrived")
    if forwarding.returned_at is not None:
        raise Refused("forwarding_returned_before", at=forwarding.returned_at)
    forwarding.returned_at, forwarding.returned_by_id = now, by.account_id
    forwarding.save(update_fields=["returned_at", "returned_by"])
    _record("dossiers.forwarding_returned", forwarding, by, now)
    return forwarding


def _forwarding(dossier_id: int, by: Official, *, at_unit: bool) -> Forwarding:
    """Its arrival is confirmed where it goes, its return where it came from."""
    found = (
        Forwarding.objects.select_for_update(of=("self",))
        .select_related("unit", "dossier__matter__one_stop", "dossier__procedure")
        .filter(pk=dossier_id)
        .order_by("pk")
        .first()
    )
    if found is None:
        raise NotFound("forwarding")
    matter = found.dossier.matter
    there = {found.unit_id, matter.lead_agency_id} if at_unit else {matter.one_stop_id}
    if by.agency_id not in there:
        raise NotFound("forwarding")
    return found


def _record(verb: str, forwarding: Forwarding, by: Official, now: datetime) -> None:
    journal.record(
        verb,
        subject=("dossier", forwarding.pk),
        matter_id=forwarding.pk,
        by=by,
        at=now,
        facts={**queries.common_facts(forwarding.dossier), "unit": forwarding.unit.code},
    )


@atomic
def issue_receipt(dossier_id: int, *, by: Official, now: datetime) -> int:
    """Form 01 after all, for who was to be served at once and has to come back, or wants it; the id of the paper.

    It is made once: pressed again, it is the same paper.

    Raises:
        NotFound: the unit has no such dossier.
        Refused: `other_duty`, `not_accepted_yet`.
    """
    receiving.ensure_receives(by)
    dossier = queries.one_seen_by(by, dossier_id)
    if dossier.matter.one_stop_id != by.agency_id:
        raise NotFound("receipt")
    if not dossier.matter.code:
        raise Refused("not_accepted_yet")
    Dossier.objects.select_for_update(of=("self",)).only("pk").get(pk=dossier_id)
    known = next((each for each in issued.of_matter(dossier_id) if each.template.code == RECEIPT), None)
    if known is not None:
        return int(known.pk)
    paper = issue_receipt_of(dossier, dossier.matter.one_stop, by=by, now=now)
    journal.record(
        "dossiers.receipt_issued",
        subject=("dossier", dossier.pk),
        matter_id=dossier.pk,
        by=by,
        at=now,
        facts={**queries.common_facts(dossier), "paper": paper.pk},
    )
    return int(paper.pk)


@atomic
def issue_bundle_receipt(bundle_id: int, *, by: Official, now: datetime) -> int:
    """One receipt for everything a person handed in at one sitting (form 01 with its list); the id of the paper.

    It is made once for the same dossiers; one more dossier, and it is made anew.
    """
    queries.bundle_seen_by(by, bundle_id)
    bundle = Bundle.objects.select_for_update().get(pk=bundle_id)
    if bundle.receipt_id is not None:
        return bundle.receipt_id
    dossiers = [each for each in queries.bundled(bundle_id) if each.matter.code]
    if not dossiers:
        raise Refused("bundle_without_dossiers")
    first = dossiers[0]
    content = {
        **queries.common_content(first, by, now, first.matter.one_stop),
        **queries.counter_content(first),
        **queries.bundle_content(dossiers),
    }
    paper = papers.issue(papers.NewPaper("form-01-nhieu", by.agency_id, content, first.pk), by=by, now=now)
    bundle.receipt_id = paper.pk
    bundle.save(update_fields=["receipt_id"])
    journal.record(
        "dossiers.bundle_receipted",
        subject=("bundle", bundle.pk),
        matter_id=first.pk,
        by=by,
        at=now,
        facts={"agency": by.agency_code, "dossiers": len(dossiers), "paper": paper.pk},
    )
    return int(paper.pk)
