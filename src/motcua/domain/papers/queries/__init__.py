"""Papers as they were issued, and papers typeset for a look without being issued."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, time
from hashlib import sha256
from typing import Any

from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.utils.timezone import get_default_timezone, localdate

from motcua.domain.agencies.models import Agency
from motcua.domain.agencies.models import on as valid_on
from motcua.domain.papers import rules
from motcua.domain.papers.models import Paper, Template, Unsealed
from motcua.domain.papers.queries import typesetting
from motcua.kernel.errors import NotFound, Refused
from motcua.kernel.prepared import Blank, Prepared
from motcua.kernel.secrecy import SealBroken, unseal_bytes

Places = dict[str, dict[str, Any]]
PLACE = "motcua-place"
"""By this label a template says where signatures, seal, number and day belong."""
WIDEST = 8888
"""A number that takes as much room as nearly any; a longer one is drawn narrower."""


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
    return _as_stored(paper.stored_name, paper.sha256, paper_id)


def signed_file(unsealed: Unsealed) -> bytes:
    """The PDF/A that a person has signed and nobody has sealed yet.

    Raises:
        Refused: `paper_damaged` when the stored file is not the one that was signed, or is gone.
    """
    return _as_stored(unsealed.stored_name, unsealed.sha256, unsealed.pk)


def _as_stored(name: str, digest: str, paper_id: int) -> bytes:
    try:
        with default_storage.open(name) as stored:
            pdf = unseal_bytes(stored.read())
    except (FileNotFoundError, SealBroken) as error:
        raise Refused("paper_damaged", paper=paper_id) from error
    if sha256(pdf).hexdigest() != digest:
        raise Refused("paper_damaged", paper=paper_id)
    return pdf


def unsealed_of(matter_id: int, template_code: str) -> Unsealed | None:
    """The last paper by this template that was signed about a matter, while it waits for its seal."""
    return (
        Unsealed.objects.select_related("template", "signed_by")
        .defer("template__source")
        .filter(matter_id=matter_id, template__code=template_code, paper__isnull=True)
        .order_by("-pk")
        .first()
    )


def unsealed_among(matter_ids: Collection[int]) -> list[Unsealed]:
    """What is signed and waits for its seal in these matters, the newest last; what it says stays sealed."""
    found = Unsealed.objects.filter(matter_id__in=matter_ids, paper__isnull=True)
    return list(found.select_related("template").defer("template__source", "content").order_by("pk"))


def signable(template_codes: Collection[str], on: date) -> frozenset[str]:
    """Those of the templates whose papers may be signed with keys."""
    found = templates_on(on).filter(code__in=template_codes, signed=True).order_by()
    return frozenset(found.values_list("code", flat=True))


def to_sign(template_code: str, content: Mapping[str, object], agency_id: int, *, at: datetime) -> tuple[bytes, Places]:
    """A paper as a person signs it, without number and day, and where on it everything belongs that comes later.

    Raises:
        NotFound: no template of that code is in force on that day.
    """
    day = localdate(at)
    template = templates_on(day).filter(code=template_code).first()
    if template is None:
        raise NotFound(f"paper template {template_code} on {day}")
    symbol = rules.symbol(template.symbol, number=WIDEST, year=day.year, agency=agency_symbol(agency_id, template))
    told = {**content, "demo": template.specimen, "to_come": {"symbol": symbol}}
    pdf, places = typesetting.placed(template.source, told, at=at, asked=PLACE)
    return pdf, {place["name"]: place for place in places}


def agency_symbol(agency_id: int, template: Template) -> str:
    """The symbol of the agency, where the template's number is written with it."""
    if "{agency}" not in template.symbol:
        return ""
    return Agency.objects.values_list("symbol", flat=True).get(pk=agency_id)


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
