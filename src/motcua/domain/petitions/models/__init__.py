"""The council that meets voters, their petitions with the points they make, and what was answered and promised.

What voters said, and who they are, is sealed; what the public may read is a text of its own, approved.
"""

from motcua.domain.petitions.models.answering import Answer, Commitment, Reminder, Review, Unanswered, VoterLetter
from motcua.domain.petitions.models.council import (
    Delegate,
    Group,
    Meeting,
    Opinion,
    Session,
    Term,
    Terms,
)
from motcua.domain.petitions.models.petition import (
    Assignment,
    Attachment,
    Batch,
    Carrying,
    Passing,
    Petition,
    Point,
    Sheet,
)

__all__ = [
    "Answer",
    "Assignment",
    "Attachment",
    "Batch",
    "Carrying",
    "Commitment",
    "Delegate",
    "Group",
    "Meeting",
    "Opinion",
    "Passing",
    "Petition",
    "Point",
    "Reminder",
    "Review",
    "Session",
    "Sheet",
    "Term",
    "Terms",
    "Unanswered",
    "VoterLetter",
]
