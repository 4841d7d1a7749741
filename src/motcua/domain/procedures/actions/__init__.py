"""Publishing procedures, a version for a period, and taking in national records; each change is journalled."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.transaction import atomic

from motcua.domain.journal import actions as journal
from motcua.domain.procedures import rules
from motcua.domain.procedures.actions.importing import Imported, import_national
from motcua.domain.procedures.actions.marking import hold, mark_changed, teach
from motcua.domain.procedures.models import Procedure
from motcua.kernel.actors import Actor
from motcua.kernel.errors import Malformed
from motcua.kernel.text import clean_line, nfc
from motcua.kernel.worktime import CUTOFF, POLICIES, Limit

__all__ = ["Imported", "import_national", "publish", "teach"]

ONLINE = ("full", "part", "none")


@atomic
def publish(
    procedure: Mapping[str, Any], form: Mapping[str, Any], *, calendar_id: int, by: Actor, now: datetime
) -> str:
    """Put a procedure in force from its day on: `published`, `amended` or, with nothing new, `unchanged`.

    Both mappings are the pack's file forms; without an e-form the second is empty. A new first day ends the
    version before it on the day before; the same first day with other content amends that version in place.

    Raises:
        Malformed: something needed is missing or cannot be read.
    """
    catalogue = hold()
    columns = _columns(procedure, form) | {"calendar_id": calendar_id}
    code, begins = columns["code"], columns["valid_from"]
    versions = list(Procedure.objects.select_for_update(of=("self",)).filter(code=code).order_by("valid_from", "pk"))
    same_day = next((each for each in versions if each.valid_from == begins), None)
    earlier = [each for each in versions if each.valid_from < begins]
    later = [each for each in versions if each.valid_from > begins]
    if later:
        day_before = later[0].valid_from - timedelta(days=1)
        columns["valid_to"] = min(columns["valid_to"] or day_before, day_before)
    if same_day is not None:
        differing = [name for name, value in columns.items() if getattr(same_day, name) != value]
        if not differing:
            return "unchanged"
        for name in differing:
            setattr(same_day, name, columns[name])
        same_day.save(update_fields=differing)
        mark_changed(catalogue)
        _record(same_day, by, now)
        return "amended"
    if earlier and (earlier[-1].valid_to is None or earlier[-1].valid_to >= begins):
        earlier[-1].valid_to = begins - timedelta(days=1)
        earlier[-1].save(update_fields=["valid_to"])
    published = Procedure.objects.create(**columns)
    mark_changed(catalogue)
    _record(published, by, now)
    return "published"


def _record(procedure: Procedure, by: Actor, now: datetime) -> None:
    journal.record(
        "procedures.published",
        subject=("procedure", procedure.pk),
        by=by,
        at=now,
        facts={
            "procedure": procedure.code,
            "from": procedure.valid_from,
            "digest": procedure.digest,
        },
    )


def _digest(procedure: Any, form: Any) -> str:
    """SHA-256 of what is only read: the same digest is the same body and form."""
    text = json.dumps([procedure, form], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _columns(procedure: Mapping[str, Any], form: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a version; what is only read stays together as it was written."""
    procedure, form = _kept(procedure), _kept(form)
    reading = _Reading(procedure)
    name, field = rules.Words.of(procedure.get("name")), procedure.get("field")
    field = field if isinstance(field, Mapping) else {"code": field}
    field_words, summary = rules.Words.of(field), rules.Words.of(procedure.get("summary"))
    if not name.vi:
        raise reading.refusal("name", "is missing")
    if form:
        rules.Form.of(form)
        form = _in_order(form)
    words = procedure.get("words") or []
    if not isinstance(words, list | tuple):
        raise reading.refusal("words", "is not a list")
    title_folded, words_folded = rules.search_texts(
        name.vi, [*map(str, words), name.en, field_words.vi, field_words.en, reading.text("code")]
    )
    return {
        "code": reading.text("code"),
        "valid_from": reading.day("valid_from"),
        "valid_to": reading.day("valid_to") if procedure.get("valid_to") else None,
        "name": clean_line(name.vi),
        "name_en": clean_line(name.en),
        "summary": summary.vi,
        "summary_en": summary.en,
        "field_code": str(field.get("code") or ""),
        "field_name": field_words.vi,
        "field_name_en": field_words.en,
        "level": str(procedure.get("level") or ""),
        "online": reading.one_of("online", ONLINE, "none"),
        "limit": str(Limit.parse(reading.text("limit"))),
        "policy": reading.one_of("policy", POLICIES, POLICIES[0]),
        "cutoff": reading.time_of_day("cutoff"),
        "competent_kind": str(procedure.get("competent") or ""),
        "one_stop_kind": str(procedure.get("one_stop") or ""),
        "route_code": str(procedure.get("route") or ""),
        "body": procedure,
        "form": form,
        "digest": _digest(procedure, form),
        "title_folded": title_folded,
        "words_folded": words_folded,
    }


def _kept(written: Mapping[str, Any]) -> Any:
    """A file form as the database keeps it: composed letters, days as ISO text."""
    return json.loads(nfc(json.dumps(written, ensure_ascii=False, default=str)))


def _in_order(form: Any) -> Any:
    """The form with the order of options told by each schema's `enum`: a mapping loses its order in the database."""
    for page in form["pages"]:
        _order(page["fields"], form["schema"]["properties"])
    return form


def _order(fields: Any, schemas: Any) -> None:
    for field in fields:
        schema, options = schemas[field["name"]], field.get("options") or {}
        if "enum" in schema:
            known = {str(value).lower() if isinstance(value, bool) else str(value): value for value in schema["enum"]}
            schema["enum"] = [known.pop(key) for key in options if key in known] + [*known.values()]
        if field.get("fields"):
            _order(field["fields"], schema["items"]["properties"])


@dataclass(frozen=True)
class _Reading:
    """Reads single values of a procedure file, refusing with a sentence."""

    procedure: Mapping[str, Any]

    def refusal(self, key: str, why: str) -> Malformed:
        return Malformed(f"procedure {self.procedure.get('code', '')}: {key} {why}.")

    def text(self, key: str) -> str:
        value = self.procedure.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.refusal(key, "is missing, or is not text in quotes")
        return value.strip()

    def one_of(self, key: str, known: tuple[str, ...], otherwise: str) -> str:
        value = self.procedure.get(key, otherwise)
        if value not in known:
            raise self.refusal(key, f"is not one of {', '.join(known)}")
        return str(value)

    def day(self, key: str) -> date:
        value = self.procedure.get(key)
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            raise self.refusal(key, "is not a day such as 2024-10-01") from None

    def time_of_day(self, key: str) -> time:
        value = self.procedure.get(key)
        if value is None:
            return CUTOFF
        try:
            return time.fromisoformat(str(value))
        except ValueError:
            raise self.refusal(key, "is not a time of day such as 15:00") from None
