"""Letters about An, for `test_strangers`: whose each address is, and what a stranger would change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from motcua.domain.letters.models import Comment, Delivery, Incoming, Letter, Version
from tests.build.dossiers import Commune
from tests.build.letters import letters_about

LISTS = ("letters", "agency_letters", "new_letter", "incoming_letters", "sign_letters", "issue_letters")
OF_A_DRAFT = (
    *("letter", "write_letter", "letter_boxes", "letter_fact", "letter_clause", "letter_preview", "letter_version"),
    *("letter_docx", "upload_docx", "take_over_docx", "discard_letter"),
    *("restore_letter", "comment_letter", "submit_letter", "check_letter", "replace_letter", "correct_letter"),
)
OF_AN_ISSUED = ("signed_letter",)
OF_A_DELIVERY = ("receive_letter", "give_letter_back", "confirm_letter")
OF_WHAT_CAME = ("incoming_letter", "assign_incoming", "handle_incoming", "incoming_file")
OF_A_BOOK = ("letter_book", "letter_book_pdf", "letter_book_sheet", "close_letter_book")


class Things:
    """What the commune wrote about her: a letter it issued, one it drafts with a comment, and what came in."""

    def __init__(self, commune: Commune, now: datetime) -> None:
        self.issued, self.drafted, self.comment, self.incoming = letters_about(commune, now)

    @property
    def delivery(self) -> int:
        """How the issued letter was sent."""
        return Delivery.objects.filter(letter=self.issued).order_by("pk")[0].pk


def state() -> list[QuerySet[Any, Any]]:
    """What a stranger would have changed."""
    return [
        Letter.objects.order_by("pk").values(),
        Delivery.objects.order_by("pk").values(),
        Incoming.objects.order_by("pk").values(),
        Version.objects.order_by("pk").values("pk"),
        Comment.objects.order_by("pk").values("pk"),
    ]


def rows(row: Callable[..., Any]) -> dict[str, Any]:
    """Whose each address is, made by `row`."""

    def each(names: tuple[str, ...], **options: Any) -> dict[str, Any]:
        return {f"desk:{name}": row("desk", **options) for name in names}

    def book(ground: Any) -> dict[str, Any]:
        return {"register": "van-ban-den", "year": 2024}

    return {
        **each(LISTS, of_an=False),
        **each(OF_A_DRAFT, arguments=lambda ground: {"letter_id": ground.letters.drafted.pk}),
        **each(OF_AN_ISSUED, arguments=lambda ground: {"letter_id": ground.letters.issued.pk}),
        **each(("recall_letter",), arguments=lambda ground: {"letter_id": ground.letters.issued.pk}, seat="leader"),
        **each(OF_A_DELIVERY, arguments=lambda ground: {"delivery_id": ground.letters.delivery}),
        **each(OF_WHAT_CAME, arguments=lambda ground: {"incoming_id": ground.letters.incoming.pk}),
        **each(("resolve_comment",), arguments=lambda ground: {"comment_id": ground.letters.comment.pk}),
        **each(("register_incoming",), of_an=False, seat="clerk"),
        **each(("letter_books",), of_an=False, seat="leader"),
        **each(OF_A_BOOK, of_an=False, arguments=book, seat="leader"),
    }
