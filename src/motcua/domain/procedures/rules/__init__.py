"""The engine of e-forms: pages, answers, problems, papers, fees, and what a search means.

Pure: no queries, no clock.
"""

from motcua.domain.procedures.rules.asking import Fee, Part, fees_due, officer_fields, parts_wanted
from motcua.domain.procedures.rules.carrying import FormVersion, VersionChange, carried, version_change
from motcua.domain.procedures.rules.checking import check, check_all, check_entry, check_fields, warnings
from motcua.domain.procedures.rules.conditions import Answers
from motcua.domain.procedures.rules.entries import (
    GroupEntry,
    entries,
    entries_flat,
    entries_named,
    group_of,
    is_key,
    with_entry,
    without_entry,
)
from motcua.domain.procedures.rules.faults import Fault, form_faults
from motcua.domain.procedures.rules.filling import event_area, prefilled, raw_of, read
from motcua.domain.procedures.rules.forms import Field, Form, Page, Words
from motcua.domain.procedures.rules.problems import Problem
from motcua.domain.procedures.rules.ranking import (
    BETWEEN,
    Candidate,
    best,
    is_filler,
    near_words,
    query_words,
    search_texts,
)
from motcua.domain.procedures.rules.showing import (
    ShownEntry,
    ShownPage,
    ShownRow,
    entry_back,
    read_back,
    shown,
    subject,
)

__all__ = [
    "BETWEEN",
    "Answers",
    "Candidate",
    "Fault",
    "Fee",
    "Field",
    "Form",
    "FormVersion",
    "GroupEntry",
    "Page",
    "Part",
    "Problem",
    "ShownEntry",
    "ShownPage",
    "ShownRow",
    "VersionChange",
    "Words",
    "best",
    "carried",
    "check",
    "check_all",
    "check_entry",
    "check_fields",
    "entries",
    "entries_flat",
    "entries_named",
    "entry_back",
    "event_area",
    "fees_due",
    "form_faults",
    "group_of",
    "is_filler",
    "is_key",
    "near_words",
    "officer_fields",
    "parts_wanted",
    "prefilled",
    "query_words",
    "raw_of",
    "read",
    "read_back",
    "search_texts",
    "shown",
    "subject",
    "version_change",
    "warnings",
    "with_entry",
    "without_entry",
]
