"""Reading reports, for whose eyes each answer is: the sender's, a unit's, the dispatcher's, everybody's."""

from motcua.domain.feedback.queries.categories import (
    categories,
    category,
    groups,
    owner_of,
    terms,
)
from motcua.domain.feedback.queries.counting import Count, counts_by_area, counts_by_category
from motcua.domain.feedback.queries.measures import Index766, RegisterRow, Strict, index_766, register, strict
from motcua.domain.feedback.queries.near import Likeness, metres_between, near_for_dispatcher, near_for_everybody
from motcua.domain.feedback.queries.public import (
    PublicFilter,
    PublicReport,
    Step,
    as_everybody_sees,
    newest_change,
    public_areas,
    public_picture,
    public_report,
    public_reports,
    steps_of,
)
from motcua.domain.feedback.queries.reading import (
    common_facts,
    latest_answer,
    of_matter,
    own,
    own_reports,
    seen_by,
    with_client_key,
)
from motcua.domain.feedback.queries.steps import Choice, choices, open_tasks, task_for

__all__ = [
    "Choice",
    "Count",
    "Index766",
    "Likeness",
    "PublicFilter",
    "PublicReport",
    "RegisterRow",
    "Step",
    "Strict",
    "as_everybody_sees",
    "categories",
    "category",
    "choices",
    "common_facts",
    "counts_by_area",
    "counts_by_category",
    "groups",
    "index_766",
    "latest_answer",
    "metres_between",
    "near_for_dispatcher",
    "near_for_everybody",
    "newest_change",
    "of_matter",
    "open_tasks",
    "own",
    "own_reports",
    "owner_of",
    "public_areas",
    "public_picture",
    "public_report",
    "public_reports",
    "register",
    "seen_by",
    "steps_of",
    "strict",
    "task_for",
    "terms",
    "with_client_key",
]
