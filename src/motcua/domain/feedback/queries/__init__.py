"""Reading reports, for whose eyes each answer is: the sender's, a unit's, the dispatcher's, everybody's."""

from motcua.domain.feedback.queries.categories import (
    categories,
    category,
    groups,
    owner_of,
    terms,
)
from motcua.domain.feedback.queries.measures import Index766, RegisterRow, Strict, index_766, register, strict
from motcua.domain.feedback.queries.near import Likeness, metres_between, near_for_dispatcher, near_for_everybody
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
    "Index766",
    "Likeness",
    "RegisterRow",
    "Strict",
    "categories",
    "category",
    "choices",
    "common_facts",
    "groups",
    "index_766",
    "latest_answer",
    "metres_between",
    "near_for_dispatcher",
    "near_for_everybody",
    "of_matter",
    "open_tasks",
    "own",
    "own_reports",
    "owner_of",
    "register",
    "seen_by",
    "strict",
    "task_for",
    "terms",
    "with_client_key",
]
