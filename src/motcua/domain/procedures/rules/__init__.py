"""The engine of e-forms: pages, answers, problems, papers, fees, and what a search means.

Pure: no queries, no clock.
"""

from motcua.domain.procedures.rules.asking import Fee, Part, fees_due, officer_fields, parts_wanted
from motcua.domain.procedures.rules.carrying import FormVersion, VersionChange, carried, version_change
from motcua.domain.procedures.rules.checking import check, check_all, check_entry, check_fields, warnings
from motcua.domain.procedures.rules.conditions import Answers
from motcua.domain.procedures.rules.differing import (
    Difference,
    differences,
    of_own,
)
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
from motcua.domain.procedures.rules.filling import event_area, prefilled, raw_of, read, unit_area
from motcua.domain.procedures.rules.forms import Field, Form, Page, Words
from motcua.domain.procedures.rules.guiding import Guide, guide_of_national, guide_of_own
from motcua.domain.procedures.rules.meaning import Dictionary
from motcua.domain.procedures.rules.problems import Problem
from motcua.domain.procedures.rules.ranking import (
    BETWEEN,
    Entry,
    Index,
    asks_nothing,
    search_texts,
)
from motcua.domain.procedures.rules.reading import (
    rows_of,
)
from motcua.domain.procedures.rules.records import (
    Record,
    Rejected,
    Row,
    record_of,
    twice,
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
from motcua.domain.procedures.rules.unfolding import (
    Legible,
    legible,
)

__all__ = [
    "BETWEEN",
    "Answers",
    "Dictionary",
    "Difference",
    "Entry",
    "Fault",
    "Fee",
    "Field",
    "Form",
    "FormVersion",
    "GroupEntry",
    "Guide",
    "Index",
    "Legible",
    "Page",
    "Part",
    "Problem",
    "Record",
    "Rejected",
    "Row",
    "ShownEntry",
    "ShownPage",
    "ShownRow",
    "VersionChange",
    "Words",
    "asks_nothing",
    "carried",
    "check",
    "check_all",
    "check_entry",
    "check_fields",
    "differences",
    "entries",
    "entries_flat",
    "entries_named",
    "entry_back",
    "event_area",
    "fees_due",
    "form_faults",
    "group_of",
    "guide_of_national",
    "guide_of_own",
    "is_key",
    "legible",
    "of_own",
    "officer_fields",
    "parts_wanted",
    "prefilled",
    "raw_of",
    "read",
    "read_back",
    "record_of",
    "rows_of",
    "search_texts",
    "shown",
    "subject",
    "twice",
    "unit_area",
    "version_change",
    "warnings",
    "with_entry",
    "without_entry",
]
