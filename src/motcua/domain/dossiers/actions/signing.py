"""Results signed with keys: the leader's signature first, then number, day and the agency's seal (docs/adr/0013)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from motcua.domain.agencies.models import Agency
from motcua.domain.dossiers import queries
from motcua.domain.dossiers.models import Dossier
from motcua.domain.dossiers.queries.signing import Result, says_the_same, still_signed
from motcua.domain.dossiers.states import RESULT_KIND
from motcua.domain.journal import actions as journal
from motcua.domain.papers import actions as papers
from motcua.domain.papers import queries as papers_asked
from motcua.domain.papers.models import Paper, Unsealed
from motcua.domain.papers.rules import qr_svg
from motcua.domain.signatures import actions as signatures
from motcua.domain.signatures import queries as keys
from motcua.domain.signatures.queries.looks import Type, text_in
from motcua.domain.signatures.rules import preparing
from motcua.domain.signatures.states import AGENCY, DAY, NUMBER, PERSON
from motcua.kernel.actors import Official
from motcua.kernel.codes import new_document_code
from motcua.kernel.errors import Refused

FIELDS = (PERSON, AGENCY, NUMBER, DAY)


def sign_result(
    dossier: Dossier,
    result: Result,
    agency: Agency,
    *,
    task_id: int,
    pen: signatures.Pen,
    by: Official,
    now: datetime,
) -> Unsealed:
    """Typeset a result as the dossier stands now and sign it with the leader's key; it waits for number and seal.

    Raises:
        Refused: `result_without_room`, the template has no place for a signature; `token_gone`.
    """
    code = new_document_code()
    content = {
        **queries.common_content(dossier, by, now, agency),
        **queries.result_content(dossier, result, now),
        "check_code": code,
        "qr_svg": qr_svg(keys.check_address(code)),
    }
    pdf, places = papers_asked.to_sign(result["template"], content, agency.pk, at=now)
    if PERSON not in places or AGENCY not in places:
        raise Refused("result_without_room")
    boxes = {name: places[name] for name in FIELDS if name in places}
    ready = preparing.prepared(pdf, {name: _box(place) for name, place in boxes.items()})
    signed = papers.Signed(pen.sign(ready, PERSON, _box(boxes[PERSON])), boxes, code)
    new = papers.NewPaper(result["template"], agency.pk, content, dossier.pk, result=True)
    kept = papers.keep_signed(new, signed, task_id=task_id, by=by, now=now)
    journal.record(
        "dossiers.result_signed",
        subject=("dossier", dossier.pk),
        matter_id=dossier.pk,
        by=by,
        at=now,
        facts={**queries.common_facts(dossier), "result": result["code"], "sha256": kept.sha256},
    )
    return kept


def seal_result(dossier: Dossier, result: Result, *, pen: signatures.Pen, by: Official, now: datetime) -> Paper:
    """Number what the leader signed, seal it with the agency's key, and let anybody check it.

    Raises:
        Refused: `result_not_signed`, by nobody or at an agency that has ended since; `result_changed`, the dossier says
            something else since; `paper_damaged`; `token_gone`.
    """
    unsealed = still_signed(dossier, result, pen.key.agency_id)
    if unsealed is None:
        raise Refused("result_not_signed")
    if not says_the_same(dossier, result, unsealed):
        raise Refused("result_changed")

    def seal(signed: bytes, symbol: str) -> bytes:
        return pen.sign(_filled(signed, unsealed.boxes, symbol, now), AGENCY, _box(unsealed.boxes[AGENCY]))

    paper = papers.issue_sealed(unsealed, seal, result=True, by=by, now=now)
    new = signatures.NewSigned(
        code=unsealed.check_code,
        pdf=papers_asked.pdf_of(paper.pk),
        kind=RESULT_KIND,
        subject_id=paper.pk,
        title=paper.title,
        symbol=paper.symbol,
        agency_id=paper.agency_id,
        signer=unsealed.signed_by.full_name,
        issued_on=localdate(now),
    )
    signatures.publish(new, by=by, now=now)
    return paper


def recall_signed(paper_id: int, *, by: Official, now: datetime) -> None:
    """A result that another takes the place of: whoever checks it is told that it counts no more."""
    known = keys.signed_as(RESULT_KIND, paper_id)
    if known is not None and known.ended_at is None:
        signatures.recall(known.code, by=by, now=now)


def _filled(pdf: bytes, boxes: Mapping[str, Mapping[str, Any]], symbol: str, now: datetime) -> bytes:
    """The number and the day in the fields that the paper has for them."""
    said = {NUMBER: symbol, DAY: _long_date(localdate(now))}
    texts = {name: (text, _drawn(text, boxes[name], now)) for name, text in said.items() if name in boxes}
    return preparing.filled(pdf, texts) if texts else pdf


def _long_date(day: date) -> str:
    """Days below 10 and the months 1 and 2 take a zero (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def _drawn(text: str, place: Mapping[str, Any], now: datetime) -> bytes:
    down = place["baseline"] - place["y"]
    return text_in(_box(place), text, Type(place["size"], down, place["style"], place["weight"], left=True), at=now)


def _box(place: Mapping[str, Any]) -> preparing.Box:
    """From a template's place (from the top left corner, downwards, pages from 1) to a field's."""
    top = place["sheet"] - place["y"]
    return preparing.Box(
        place["page"] - 1,
        round(place["x"], 2),
        round(top - place["height"], 2),
        round(place["x"] + place["width"], 2),
        round(top, 2),
    )
