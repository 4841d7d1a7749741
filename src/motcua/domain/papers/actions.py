"""Issuing a paper: a number that is never given twice, then the PDF/A that is typeset once.

A number is taken with the paper in one transaction, so a register has no gaps: what is rolled back gives
its number back.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from hashlib import sha256
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.utils.timezone import localdate, localtime

from motcua.domain.papers import queries, rules
from motcua.domain.papers.models import Paper, Template, Unsealed
from motcua.domain.papers.queries import typesetting
from motcua.kernel.actors import Actor, Official
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


@dataclass(frozen=True)
class Signed:
    """A file that a person has signed, where its fields stand, and the code by which anybody checks it."""

    pdf: bytes
    boxes: Mapping[str, Mapping[str, Any]]
    check_code: str


def issue(new: NewPaper, *, by: Actor, now: datetime) -> Paper:
    """Number a paper in the agency's register of the year and have it typeset; the caller's verb journals it.

    Runs inside the caller's transaction, which holds the register until it ends: a rollback takes the
    paper, the job and the number back. The content is kept with its `symbol` and `issued_at`.

    Raises:
        NotFound: no template of that code is in force today.
    """
    _ensure_in_the_act()
    today = localdate(now)
    template = queries.templates_on(today).filter(code=new.template_code).defer("source").first()
    if template is None:
        raise NotFound(f"paper template {new.template_code} on {today}")
    paper = _numbered(template, new, now)
    paper.save()
    defer("papers.typeset", paper_id=paper.pk)
    return paper


def keep_signed(new: NewPaper, signed: Signed, *, task_id: int, by: Official, now: datetime) -> Unsealed:
    """Keep what a person has signed until it gets its number and its seal; a step signs a paper once.

    Runs inside the caller's transaction, which journals it.

    Raises:
        NotFound: no template of that code is in force today.
    """
    _ensure_in_the_act()
    template = queries.templates_on(localdate(now)).filter(code=new.template_code).defer("source").first()
    if template is None or new.matter_id is None:
        raise NotFound(f"paper template {new.template_code}")
    return Unsealed.objects.create(
        template=template,
        agency_id=new.agency_id,
        matter_id=new.matter_id,
        task_id=task_id,
        content=dict(new.content),
        check_code=signed.check_code,
        boxes=dict(signed.boxes),
        stored_name=_stored(signed.pdf, now),
        sha256=sha256(signed.pdf).hexdigest(),
        signed_by_id=by.account_id,
        signed_at=now,
    )


def issue_sealed(
    unsealed: Unsealed, seal: Callable[[bytes, str], bytes], *, result: bool, by: Actor, now: datetime
) -> Paper:
    """Number what a person has signed; `seal` makes of their file and the number as it is written the file that counts.

    Runs inside the caller's transaction: a seal that fails takes the number back.

    Raises:
        Refused: `paper_damaged`, the file that was signed is gone or changed.
    """
    _ensure_in_the_act()
    new = NewPaper(unsealed.template.code, unsealed.agency_id, unsealed.content, unsealed.matter_id, result)
    paper = _numbered(unsealed.template, new, now)
    pdf = seal(queries.signed_file(unsealed), paper.symbol)
    paper.stored_name, paper.sha256, paper.size = _stored(pdf, now), sha256(pdf).hexdigest(), len(pdf)
    paper.typeset_at = now
    paper.save()
    unsealed.paper = paper
    unsealed.save(update_fields=["paper"])
    return paper


@transaction.atomic
def erase_unsealed(unsealed: Collection[Unsealed], *, by: Actor, now: datetime) -> None:
    """Erase what was signed and is sealed since, or never will be: rows and files; the caller's verb journals it."""
    Unsealed.objects.filter(pk__in=[each.pk for each in unsealed]).delete()
    for each in unsealed:
        transaction.on_commit(partial(default_storage.delete, each.stored_name))  # rolled back, it keeps its bytes


def _ensure_in_the_act() -> None:
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("a paper is issued inside the transaction of the act it proves")


def _numbered(template: Template, new: NewPaper, now: datetime) -> Paper:
    """The paper with the next number of its register, not yet written."""
    today = localdate(now)
    agency_symbol = queries.agency_symbol(new.agency_id, template)
    number = take_number(new.agency_id, template.register, period=str(today.year))
    symbol = rules.symbol(template.symbol, number=number, year=today.year, agency=agency_symbol)
    return Paper(
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


def _stored(pdf: bytes, at: datetime) -> str:
    place = f"papers/{localdate(at).year}/{secrets.token_hex(16)}.bin"
    return default_storage.save(place, ContentFile(seal_bytes(pdf)))


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
    paper.stored_name = _stored(pdf, paper.issued_at)
    paper.sha256 = sha256(pdf).hexdigest()
    paper.size = len(pdf)
    paper.typeset_at = now
    paper.save(update_fields=["stored_name", "sha256", "size", "typeset_at"])
    return paper


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
