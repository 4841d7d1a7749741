"""What the page of a dossier shows, in words and in order; a fixed number of queries, whatever happened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Literal

from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from motcua.domain.accounts import queries as accounts
from motcua.domain.dossiers import queries
from motcua.domain.dossiers.queries import Choice, Signing, Waiting
from motcua.domain.dossiers.states import Channel
from motcua.domain.procedures import queries as procedures
from motcua.domain.routes import queries as routes
from motcua.domain.worklist import queries as worklist
from motcua.kernel.actors import Official
from motcua.kernel.text import mask
from motcua.web.desk import words
from motcua.web.desk.open_steps import Button, Step, step_shown
from motcua.web.shared.succession import handed_on_sentence

GRAVE = {"reject", "stop"}


def whole(dossier: Any, official: Official, now: datetime, language: Literal["vi", "en"]) -> dict[str, Any]:
    """Everything on the page of this dossier, for this official at this moment."""
    everything = queries.with_everything(dossier, language)
    today = localdate(now)
    done = list(queries.tasks_done(dossier))
    open_steps = queries.desk_view(dossier, official, today)
    signing = queries.signing_of([choice for each in open_steps for choice in each.choices], official, today)
    steps = [_step(waiting, dossier, official, now, signing) for waiting in open_steps]
    asked = any(entry.verb == "dossiers.supplement_asked" for entry in everything.history)
    requests = queries.requests_of(dossier) if asked else []
    areas = queries.area_names(dossier.answers, today, language)
    form = procedures.form_of(dossier.procedure, dossier.channel)
    return {
        "dossier": dossier,
        "steps": steps,
        "due": _due(dossier, now),
        "explanation": everything.explanation,
        "identity": mask(dossier.applicant.identity_number),
        "answers": procedures.read_back(form, dossier.answers, language, areas),
        "findings": _findings(dossier, language, areas),
        "files": _files(dossier, language),
        "papers": everything.papers,
        "requests": requests,
        "how": queries.received(dossier),
        "authority": queries.agent_of(dossier) if dossier.channel == Channel.ONLINE else None,
        "part_names": queries.part_names(dossier),
        "happened": everything.happened,
        "corrections": queries.corrections_in_words(dossier, everything.happened.corrections, language, areas),
        "deeds": queries.deeds_open_to(official, dossier, everything.happened, requests),
        "done": [(task, _outcome(dossier, task, language), _spent(task)) for task in done],
        "history": _history(everything, _people(dossier, done, requests), language),
        "next_task": None if any(step.buttons for step in steps) else _next_task(dossier, official),
    }


def _step(waiting: Waiting, dossier: Any, official: Official, now: datetime, signing: Signing) -> Step:
    buttons = [_button(choice, signing, first=place == 0) for place, choice in enumerate(waiting.choices)]
    rests = waiting.task.matter.held_at is not None
    return step_shown(waiting, dossier.matter, [] if rests else buttons, _not_because(waiting), official, now)


def _button(choice: Choice, signing: Signing, *, first: bool) -> Button:
    look = "govuk-button--warning" if choice.move in GRAVE else ""
    if not look and not first:
        look = "govuk-button--secondary"
    with_key = (choice.task.pk, choice.outcome) in signing.own | signing.agency
    asks = choice.needs_reason or choice.needs_items or choice.needs_papers or choice.entries
    return Button(choice, bool(with_key or asks), look)


def _not_because(waiting: Waiting) -> str:
    if waiting.task.matter.held_at is not None:
        return _("Hồ sơ đang tạm dừng tính thời gian: kết thúc tạm dừng rồi mới làm tiếp bước này.")
    if not waiting.task.agency_id and not waiting.choices:
        return _("Đang chờ người nộp. Thời gian chờ không tính vào thời hạn giải quyết.")
    if waiting.not_because == "task_of_another" and waiting.task.assignee:
        return _("%(holder)s đang giữ việc này.") % {"holder": waiting.task.assignee.full_name}
    return str(words.NOT_BECAUSE.get(waiting.not_because, ""))


def _due(dossier: Any, now: datetime) -> dict[str, Any]:
    """The date that matters now: for the answer before acceptance, for the result after it."""
    matter = dossier.matter
    if matter.finished_at is not None or matter.closed_at is not None:
        return {
            "label": _("Hẹn trả kết quả"),
            "at": matter.due_at,
            "tone": "",
            "verdict": matter.get_verdict_display(),
        }
    waits = dossier.state in {"incomplete", "supplement", "payment"} or matter.held_at is not None
    at = matter.due_at or dossier.answer_due_at
    label = _("Hẹn trả kết quả") if matter.due_at else _("Phải trả lời người nộp trước")
    tone = "waiting" if waits else "late" if at < now else ""
    return {"label": label, "at": at, "tone": tone, "verdict": ""}


def _files(dossier: Any, language: str) -> list[tuple[str, Any]]:
    names = {
        part["code"]: part["name"].get(language) or part["name"]["vi"]
        for part in dossier.procedure.body.get("parts") or []
    }
    return [(names.get(each.part, _("Giấy tờ bổ sung")), each) for each in queries.files_of(dossier)]


def _findings(dossier: Any, language: str, areas: Mapping[str, str]) -> list[tuple[str, str]]:
    """What officials entered so far, by the labels of the steps' own fields."""
    body, found = dossier.procedure.body, []
    for written in body.get("officer_fields") or []:
        name = written["name"]
        if name in dossier.findings:
            (field,) = procedures.officer_fields(
                {"officer_fields": [written]}, written["step"], written.get("outcome") or ""
            )
            found.append((str(field.label), procedures.shown(field, dossier.findings[name], language, areas)))
    return found


def _outcome(dossier: Any, task: Any, language: str) -> str:
    """What the step came to, as its button said it."""
    return _called(dossier, task.step, task.outcome, language) or {
        "withdrawn": _("Người nộp rút hồ sơ"),
        "overtaken": _("Kết thúc theo bước khác"),
    }.get(task.outcome, task.outcome)


def _called(dossier: Any, step: str, outcome: str, language: str) -> str:
    route = routes.playable(dossier.matter.route)
    chosen = route[step].outcome(outcome) if step in route else None
    return chosen.called(english=language == "en") if chosen else ""


def _spent(task: Any) -> dict[str, str]:
    if task.agency_id is None or task.spent is None:
        return {"text": "", "urgency": ""}
    late = task.budget is not None and task.spent > task.budget
    return {"text": words.length(task.spent), "urgency": "late" if late else ""}


def _people(dossier: Any, done: Iterable[Any], requests: Iterable[Any]) -> dict[int, str]:
    """Who is named on the page already, so that most histories ask for no names."""
    known = {dossier.applicant_id: dossier.applicant_name}
    known |= {task.closed_by_id: task.closed_by.full_name for task in done if task.closed_by}
    known |= {task.assignee_id: task.assignee.full_name for task in done if task.assignee}
    known |= {each.asked_by_id: each.asked_by.full_name for each in requests}
    return known


def _history(everything: queries.Whole, known: Mapping[int, str], language: str) -> list[dict[str, Any]]:
    dossier, entries = everything.dossier, list(everything.history)
    ids = {int(entry.by_id) for entry in entries if entry.by_kind != "system"}
    ids |= {entry.facts["to"] for entry in entries if "to" in entry.facts}
    missing = ids - set(known)
    people = {**known, **(accounts.names(missing) if missing else {})}
    shown = []
    for entry in reversed(entries):
        title, detail = str(words.HISTORY.get(entry.verb, entry.verb)), _detail(dossier, entry, people, language)
        if handed_on := everything.happened.handed_on.get(entry.pk):
            detail = handed_on_sentence(handed_on, english=language == "en")
        if entry.verb == "dossiers.advanced" and detail:
            title, detail = detail, ""
        shown.append(
            {
                "title": title,
                "when": entry.at,
                "who": people.get(int(entry.by_id), "") if entry.by_kind != "system" else _("Hệ thống"),
                "text": detail if detail != title else "",
            }
        )
    return shown


def _detail(dossier: Any, entry: Any, people: Mapping[int, str], language: str) -> str:
    facts = entry.facts
    if "to" in facts:
        return _("Người nhận: %(colleague)s") % {"colleague": people.get(facts["to"], "")}
    if "outcome" in facts and entry.verb != "dossiers.begun":
        return _called(dossier, facts.get("step", ""), facts["outcome"], language)
    if entry.verb in {"matters.due_date_recomputed", "dossiers.answer_recounted"}:
        return f"{_moment(facts['old_due'])} → {_moment(facts['new_due'])}"
    return ""


def _moment(written: str) -> str:
    return f"{localtime(datetime.fromisoformat(written)):%H:%M %d/%m/%Y}"


def _next_task(dossier: Any, official: Official) -> Any:
    """The most urgent thing on the official's list that is not this dossier."""
    return worklist.waiting_for(official).exclude(matter_id=dossier.pk).first()
