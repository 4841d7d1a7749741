"""What a text without a category is about: by the words of the pack, and never more than the dispatcher can change."""

from __future__ import annotations

from datetime import date

from motcua.domain.feedback import queries as feedback
from motcua.domain.feedback.models import Category
from motcua.domain.feedback.rules import needs
from motcua.kernel.errors import NotFound
from motcua.kernel.text import fold


def category_for(text: str, day: date, *, placed: bool, pictured: bool, reachable: bool) -> Category:
    """The category whose words stand in the text and whose needs are met; else the one for what is not sorted.

    Raises:
        NotFound: the pack names none for what is not sorted.
    """
    said = f" {fold(text)} "
    best: tuple[int, Category | None] = (0, None)
    for each in feedback.categories(day):
        if each.body.get("sealed") or not _fits(each, placed=placed, pictured=pictured, reachable=reachable):
            continue
        score = sum(len(fold(str(word))) for word in each.body.get("keywords", ()) if f" {fold(str(word))} " in said)
        if score > best[0]:
            best = (score, each)
    return best[1] or feedback.category(str(feedback.terms().get("unsorted", "")), day)


def sealed_category(day: date) -> Category:
    """The category of what goes under seal: it needs nothing of whoever writes.

    Raises:
        NotFound: the pack has none.
    """
    found = next((each for each in feedback.categories(day) if each.body.get("sealed")), None)
    if found is None:
        raise NotFound("category")
    return found


def _fits(category: Category, *, placed: bool, pictured: bool, reachable: bool) -> bool:
    return (
        (placed or needs(category, "place") != "required")
        and (pictured or needs(category, "photo") != "required")
        and (reachable or bool(category.body.get("anonymous", False)))
    )
