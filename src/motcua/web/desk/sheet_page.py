"""What stands on the counter's one screen: the sheet as it is, its form, its parts, what is known of the person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.http import HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from motcua.domain.dossiers import queries
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.queries import Fee, Part
from motcua.web.desk import groups, sheets
from motcua.web.desk.seat import DeskRequest, page
from motcua.web.shared import answers
from motcua.web.shared.filters import day

WARNINGS = {
    "same_procedure_open": gettext_lazy("Người này đang có hồ sơ %(about)s cùng thủ tục, chưa giải quyết xong."),
    "paper_in_custody": gettext_lazy("Bản chính có số này đang được giữ trong hồ sơ %(about)s."),
    "name_differs": gettext_lazy("Số định danh này đã có trong hệ thống với một họ tên khác. Hãy so lại giấy tờ."),
}


@dataclass
class Screen:
    """A sheet with everything its page needs; `pages_left` are the pages of a long form still to fill in.

    `fees` are `None` while the answers are not complete: a figure that would still change is none to tell.
    """

    sheet: Any
    token: str
    procedure: Any
    short: bool
    parts: list[Part]
    files: list[Any]
    known: list[Any]
    earlier: list[Any]
    pages: list[Any]
    pages_left: list[str]
    form_class: Any
    today: date
    fees: list[Fee] | None
    at_once: bool
    warnings: Mapping[str, str] = field(default_factory=dict)


def screen_of(sheet: Any, now: datetime) -> Screen:
    """The screen of a sheet; a fixed number of queries."""
    draft, procedure, today = sheet.draft, sheet.draft.procedure, localdate(now)
    form = procedures.form_of(procedure, draft.channel)
    parts = queries.parts_of_draft(draft)
    known = queries.known_papers(sheet.looked_up_id, procedure) if sheet.looked_up_id else []
    choices: dict[str, list[tuple[str, str]]] = {}
    for each in known:
        choices.setdefault(each.part, []).append((each.reuse, f"{each.title} ({each.code}, {day(each.on)})"))
    pages = form.visible_pages(draft.answers)
    return Screen(
        sheet=sheet,
        token=draft.token,
        procedure=procedure,
        short=queries.is_short(sheet),
        parts=parts,
        files=queries.files_of_draft(draft),
        known=known,
        earlier=queries.earlier_dossiers(sheet.looked_up_id) if sheet.looked_up_id else [],
        pages=pages,
        pages_left=[each.id for each in pages if each.id not in draft.pages_done],
        form_class=sheets.form_of_sheet(parts, choices, method="result_method" not in form.fields),
        today=today,
        at_once=queries.may_settle_at_once(procedure, draft.channel, now),
        fees=None if queries.still_wrong(draft, today) else _fees(sheet, form, today),
    )


def _fees(sheet: Any, form: Any, today: date) -> list[Fee]:
    """What is to be paid by what is kept."""
    draft = sheet.draft
    return procedures.fees_due(draft.procedure.body, form.pruned(draft.answers), draft.channel, today)


def show(request: DeskRequest, screen: Screen, form: Any = None, *, judged: bool = False) -> HttpResponse:
    """The page; `judged` when what is still wrong with the form's questions is to be said."""
    wrong = queries.still_wrong(screen.sheet.draft, screen.today) if judged else {}
    problems = {name: problem for found in wrong.values() for name, problem in found.items()}
    questions = _questions(screen, problems) if screen.short else None
    form = form if form is not None else screen.form_class(initial=_initial(screen.sheet))
    if problems and not screen.short:
        form.add_error(None, _("Tờ khai còn trang chưa điền xong hoặc chưa đúng. Hãy mở các trang được đánh dấu."))
    context = {
        "screen": screen,
        "form": form,
        "questions": questions,
        "asked": groups.asked_for(questions.questions) if questions else "",
        "rows": [row_of(form, part, screen.files) for part in screen.parts],
        "authority_files": [each for each in screen.files if each.part == sheets.AUTHORITY_PART],
        "warnings": [str(WARNINGS[code]) % {"about": about} for code, about in screen.warnings.items()],
        "read": " ".join(screen.warnings),
        "wrong_pages": set(wrong),
    }
    return page(request, "reception/sheet", context)


def _questions(screen: Screen, problems: Mapping[str, Any]) -> Any:
    """The form's own questions; one that the person's details should have answered stands there when they did not."""
    form = procedures.form_of(screen.procedure, screen.sheet.draft.channel)
    kept = screen.sheet.draft.answers
    asked = {each.name for each in queries.form_fields(screen.sheet)} | set(problems)
    fields = [each for shown in screen.pages for each in form.visible_fields(shown, kept) if each.name in asked]
    taken = groups.at_once(fields, kept, problems, screen.today)
    english = (get_language() or "vi").startswith("en")
    kinds = screen.procedure.body.get("event_area_kinds") or []
    areas = answers.area_choices(kinds, screen.today, english=english) if answers.asks_for_area(taken.fields) else ()
    return answers.form_of_page(taken.fields, taken.typed, taken.problems, areas)


def _initial(sheet: Any) -> dict[str, Any]:
    typed = {name: text for name, text in sheet.typed.items() if not name.startswith(sheets.FACT)}
    return typed or sheets.typed_of(sheet.typed)


def row_of(form: Any, part: Part, files: Sequence[Any] = ()) -> dict[str, Any]:
    """One line of the table of parts."""
    reuse = f"{sheets.REUSE}-{part.code}"
    return {
        "part": part,
        "counts": [form[f"{kind}-{part.code}"] for kind in sheets.COUNTED],
        "file": form[f"{sheets.FILE}-{part.code}"],
        "reuse": form[reuse] if reuse in form.fields else None,
        "kept": form[f"{sheets.KEPT}-{part.code}"],
        "files": [each for each in files if each.part == part.code],
    }
