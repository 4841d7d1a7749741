"""What happens to any matter: it opens, its tasks are taken and completed, its clock runs, pauses and is recomputed."""

from motcua.domain.matters.actions.asking import ask, forget_askings, too_often
from motcua.domain.matters.actions.clock import (
    amend_calendar,
    begin_counting,
    close,
    declare_hold,
    end_declared_hold,
    hold,
    recompute,
    release_holds,
    verdict_at,
)
from motcua.domain.matters.actions.leaving import take_over
from motcua.domain.matters.actions.steps import (
    NewMatter,
    Step,
    advance,
    keep,
    know_area,
    open_matter,
    settle,
    step_back,
    take,
    to_take,
)
from motcua.domain.matters.actions.succession import hand_on
from motcua.domain.matters.actions.tasks import claim, reassign, release

__all__ = [
    "NewMatter",
    "Step",
    "advance",
    "amend_calendar",
    "ask",
    "begin_counting",
    "claim",
    "close",
    "declare_hold",
    "end_declared_hold",
    "forget_askings",
    "hand_on",
    "hold",
    "keep",
    "know_area",
    "open_matter",
    "reassign",
    "recompute",
    "release",
    "release_holds",
    "settle",
    "step_back",
    "take",
    "take_over",
    "to_take",
    "too_often",
    "verdict_at",
]
