"""The engine of e-forms and what a procedure asks: pages, answers, problems, parts and fees. Pure: no queries, no clock."""

from motcua.domain.procedures.rules.asking import Fee, Part, fees_due, parts_wanted
from motcua.domain.procedures.rules.checking import check, check_all
from motcua.domain.procedures.rules.conditions import Answers
from motcua.domain.procedures.rules.faults import Fault, form_faults
from motcua.domain.procedures.rules.filling import event_area, prefilled, raw_of, read
from motcua.domain.procedures.rules.forms import Field, Form, Page, Words
from motcua.domain.procedures.rules.problems import Problem
from motcua.domain.procedures.rules.ranking import Candidate, best, near_words, query_words, search_texts
from motcua.domain.procedures.rules.showing import ShownPage, ShownRow, read_back, shown, subject

__all__ = [
    "Answers",
    "Candidate",
    "Fault",
    "Fee",
    "Field",
    "Form",
    "Page",
    "Part",
    "Problem",
    "ShownPage",
    "ShownRow",
    "Words",
    "best",
    "check",
    "check_all",
    "event_area",
    "fees_due",
    "form_faults",
    "near_words",
    "parts_wanted",
    "prefilled",
    "query_words",
    "raw_of",
    "read",
    "read_back",
    "search_texts",
    "shown",
    "subject",
]
