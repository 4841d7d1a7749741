"""Issuing a paper: a number that is never given twice, then the PDF/A that is typeset once.

A number is taken with the paper in one transaction, so a register has no gaps: what is rolled back gives
its number back.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.utils.timezone import localdate, localtime

from motcua.domain.agencies.models import Agency
from motcua.domain.papers import queries, rules
from motcua.domain.papers.models import Paper, Template
from motcua.domain.papers.queries import typesetting
from motcua.kernel.actors import Actor
from motcua.kernel.errors import NotFound
from motcua.kernel.later import defer
from motcua.kernel.secrecy import seal_bytes


@dataclass(frozen=True)
class NewPaper:
    """A paper to issue: by which template and agency, what it says, and the matter it is about."""

    template_code: str
    agency_id: int
    content: Mapping[str, object]
    matter_id: int | None
    result: bool = False


def issue(new: NewPaper, *, by: Actor, now: datetime) -> Paper:
    """Number a paper in the agency's register of the year and have it typeset; the caller's verb journals it.

    Runs inside the caller's transaction, which holds the register until it ends: a rollback takes the
    paper, the job and the number back. The content is kept with its `symbol` and `issued_at`.

    Raises:
        NotFound: no template of that code is in force today.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("a paper is issued inside the transaction of the act it proves")
    today = localdate(now)
    template = queries.templates_on(today).filter(code=new.template_code).defer("source").first()
    if template is None:
        raise NotFound(f"paper template {new.template_code} on {today}")
    agency_symbol = _agency_symbol(new.agency_id) if "{agency}" in template.symbol else ""
    number = take_number(new.agency_id, template.register, period=str(today.year))
    symbol = rules.symbol(template.symbol, number=number, year=today.year, agency=agency_symbol)
    paper = Paper.objects.create(
        template=template,
        title=template.title,
        title_en=template.title_en,
        agency_id=new.agency_id,
        register=template.register,
        number=number,
        year=today.year,
        symbol=symbol,
        issued_at=now,
        matter_id=new.matter_id,
        result=new.result,
        content={
            **new.content,
            "symbol": symbol,
            "issued_at": localtime(now).isoformat(timespec="seconds"),
            "demo": template.specimen,
        },
    )
    defer("papers.typeset", paper_id=paper.pk)
    return paper


@transaction.atomic
def mark_specimens(*, by: Actor, now: datetime) -> int:
    """Let every paper from now on say that it is a specimen; how many templates that concerns."""
    return Template.objects.filter(specimen=False).update(specimen=True)


@transaction.atomic
def typeset(paper_id: int, *, by: Actor, now: datetime) -> Paper:
    """Make the PDF/A of an issued paper and store it sealed; once it is made, doing it again changes nothing.

    Interrupted half-way, it leaves at most a file that nobody names, never a paper with half a file.
    """
    paper = Paper.objects.select_for_update(of=("self",)).select_related("template").filter(pk=paper_id).first()
    if paper is None:
        raise NotFound(f"paper {paper_id}")
    if paper.typeset_at is not None:
        return paper
    pdf = typesetting.pdf(paper.template.source, paper.content, at=paper.issued_at)
    place = f"papers/{localdate(paper.issued_at).year}/{secrets.token_hex(16)}.bin"
    paper.stored_name = default_storage.save(place, ContentFile(seal_bytes(pdf)))
    paper.sha256 = sha256(pdf).hexdigest()
    paper.size = len(pdf)
    paper.typeset_at = now
    paper.save(update_fields=["stored_name", "sha256", "size", "typeset_at"])
    return paper


def _agency_symbol(agency_id: int) -> str:
    return Agency.objects.values_list("symbol", flat=True).get(pk=agency_id)


def take_number(agency_id: int, register: str, *, period: str) -> int:
    """The next number of a register; others who want one wait until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO papers_register AS register (agency_id, code, period, last)
            VALUES (%s, %s, %s, 1)
            ON CONFLICT (agency_id, code, period) DO UPDATE SET last = register.last + 1
            RETURNING last
            """,
            [agency_id, register, period],
        )
        (number,) = cursor.fetchone()
    return int(number)


def hold_register(agency_id: int, register: str, *, period: str) -> None:
    """Let nobody take a number of this register until this transaction ends, for whoever closes it."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO papers_register AS register (agency_id, code, period, last)
            VALUES (%s, %s, %s, 0)
            ON CONFLICT (agency_id, code, period) DO UPDATE SET last = register.last
            """,
            [agency_id, register, period],
        )
