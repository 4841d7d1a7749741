"""The sheet of the counter's screen, opened and filled in."""

from __future__ import annotations

from typing import Any

from django.test import Client

from tests.build import people
from tests.build.counter import COPY, ORIGINAL

ADDRESS = "/can-bo/tiep-nhan/"
RECEIVE = {"tiep-nhan": "1"}
PASSPORT = {"loai_giay": "ho-chieu", "so_dinh_danh": "n 0123-4567", "nuoc_cap": "khm", "ho_ten": "Sok Dara"}


def opened(client: Client, code: str = COPY) -> str:
    """The address of a new sheet."""
    return str(client.post("/can-bo/tiep-nhan/mo/", {"thu-tuc": code})["Location"])


def typed(**changes: Any) -> dict[str, Any]:
    """A certified copy as it is typed: a quick day, a number with spaces."""
    sent = {
        "so-dinh-danh": "070 085 001122",
        "ho-ten": "trần văn tý",
        "ngay-sinh": "20021985",
        "dien-thoai": "+84 977 123 456",
        "noi-o": "thôn 3, xã Đak Nhau",
        "hoi": "place paper_name copies",
        "place-code": people.DAK_NHAU,
        "paper_name": "Bằng tốt nghiệp",
        "copies": "2",
        f"bc-{ORIGINAL}": "1",
        "cach-nop": "direct",
        "nhan-ket-qua": "one_stop",
        "so-bo": "1",
    }
    return {**sent, **{name.replace("_", "-"): value for name, value in changes.items()}}
