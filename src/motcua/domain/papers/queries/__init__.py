"""Papers as they were issued, and papers typeset for a look without being issued."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from hashlib import sha256

from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.utils.timezone import get_default_timezone

from motcua.domain.agencies.models import on as valid_on
from motcua.domain.papers.models import Paper, Template
from motcua.domain.papers.queries import typesetting
from motcua.kernel.errors import NotFound, Refused
from motcua.kernel.prepared import Blank, Prepared
from motcua.kernel.secrecy import unseal_bytes


def pdf_of(paper_id: int) -> bytes:
    """The PDF/A of an issued paper, as it was typeset once and for all.

    Raises:
        NotFound: there is no such paper.
        Refused: `paper_not_ready` until it is typeset; `paper_damaged` when the stored file is not the one
            that was typeset, or is gone.
    """
    paper = Paper.objects.filter(pk=paper_id).only("stored_name", "sha256").first()
    if paper is None:
        raise NotFound(f"paper {paper_id}")
    if not paper.stored_name:
        raise Refused("paper_not_ready", paper=paper_id)
    try:
        with default_storage.open(paper.stored_name) as stored:
            pdf = unseal_bytes(stored.read())
    except FileNotFoundError as error:
        raise Refused("paper_damaged", paper=paper_id) from error
    if sha256(pdf).hexdigest() != paper.sha256:
        raise Refused("paper_damaged", paper=paper_id)
    return pdf


_OF_MATTER = Prepared(
    lambda: Paper.objects.filter(matter_id=Blank("matter")).defer("content").order_by("issued_at", "pk")
)


def of_matter(matter_id: int) -> list[Paper]:
    """Every paper issued about a matter, the oldest first; what they say stays sealed until asked for."""
    return _OF_MATTER.all(matter=matter_id)


def waiting() -> list[int]:
    """Papers that have a number and no PDF yet."""
    return list(Paper.objects.filter(typeset_at__isnull=True).order_by("pk").values_list("pk", flat=True))


def render(template_code: str, content: Mapping[str, object], on: date) -> bytes:
    """A PDF/A by the template valid on that day, neither numbered nor kept: the view of a moment."""
    template = templates_on(on).filter(code=template_code).first()
    if template is None:
        raise NotFound(f"paper template {template_code} on {on}")
    return typesetting.pdf(template.source, {**content, "demo": template.specimen}, at=_moment(content, on))


def templates_on(day: date) -> QuerySet[Template]:
    """The templates in force on a day, by code."""
    return Template.objects.filter(valid_on(day)).order_by("code")


def ensure_typesets(source: str) -> None:
    """A template fit to be stored: it typesets even an empty content, as every missing field prints `---`.

    Raises:
        Malformed: what is wrong with it, for the author of the pack.
    """
    typesetting.pdf(source, {}, at=datetime(2000, 1, 1, tzinfo=get_default_timezone()))


def _moment(content: Mapping[str, object], on: date) -> datetime:
    """When the content says it was issued, else the beginning of the day."""
    written = content.get("issued_at")
    if isinstance(written, str):
        moment = datetime.fromisoformat(written)
        return moment if moment.tzinfo else moment.replace(tzinfo=get_default_timezone())
    return datetime.combine(on, time.min, get_default_timezone())
