"""Writing a report in a browser, page by page, as a villager does."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.build.people import DAK_NHAU
from tests.build.reports import BRIDGE, WORDS, a_photo

PAGES: dict[str, dict[str, Any]] = {
    "": {"category": BRIDGE},
    "o-dau/": {"area": DAK_NHAU, "detail": "cầu thôn Đak Xuyên", "latitude": "12.0312", "longitude": "107.1245"},
    "viec-gi/": {"content": WORDS},
    "anh/": {},
    "ai-gui/": {"name": "Điểu Krai", "phone": "0912 345 679"},
}
ROOT = "/phan-anh/gui/"


def a_picture(name: str = "cau.jpg", content: bytes | None = None) -> SimpleUploadedFile:
    """A picture as a browser sends it."""
    return SimpleUploadedFile(name, a_photo() if content is None else content, content_type="image/jpeg")


def write(client: Client, **changed: dict[str, Any]) -> Client:
    """Every page up to the review; `changed` by the page's last word: `who={"phone": ""}`."""
    words = {"what": "", "where": "o-dau/", "told": "viec-gi/", "photos": "anh/", "who": "ai-gui/"}
    for word, page in words.items():
        client.post(f"{ROOT}{page}", {**PAGES[page], **changed.get(word, {})})
    return client


def send(client: Client, **changed: dict[str, Any]) -> Any:
    """Write it and press the button; the page that follows."""
    return write(client, **changed).post(f"{ROOT}xem-lai/", follow=True)
