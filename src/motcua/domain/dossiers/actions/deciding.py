"""What an office decides about a whole dossier, beside the steps of its route: the dossier taken, the entry written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from motcua.domain.dossiers import queries
from motcua.domain.dossiers.models import Dossier
from motcua.domain.journal import actions as journal
from motcua.domain.matters.models import Matter
from motcua.domain.procedures.models import without_large
from motcua.kernel.actors import Actor, Official


def taken(dossier_id: int, by: Official) -> Dossier:
    """A dossier the official's agency may see, with its matter, both held until the transaction ends.

    A closed one of an agency that has ended is answered for by who took over from it.

    Raises:
        NotFound: there is none, or it is not theirs.
    """
    if not queries.seen_by(by).filter(pk=dossier_id).exists():
        queries.one_seen_by(by, dossier_id)  # an heir sees it; for anybody else it does not exist
    return queries.answered_for(locked(dossier_id), by)


def locked(dossier_id: int) -> Dossier:
    """The same for the program itself: the matter first, as everywhere."""
    matter = Matter.objects.lock(dossier_id)
    dossier = (
        Dossier.objects.select_for_update(of=("self",))
        .select_related("procedure", "applicant")
        .defer(*without_large("procedure"))
        .get(pk=dossier_id)
    )
    dossier.matter = matter
    return dossier


def record(verb: str, dossier: Dossier, *, by: Actor, now: datetime, facts: Mapping[str, object] | None = None) -> None:
    """The entry of an act about a dossier, with the facts that every such entry carries."""
    journal.record(
        verb,
        subject=("dossier", dossier.pk),
        matter_id=dossier.pk,
        by=by,
        at=now,
        facts={**queries.common_facts(dossier), **(facts or {})},
    )
