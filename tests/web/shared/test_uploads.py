"""What is too large is dropped while it arrives."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.handlers.wsgi import WSGIRequest

from motcua.web.shared.forms import PageForm, posted
from motcua.web.shared.uploads import MAX_FILE, MEGABYTE, problems

BOUNDARY = "ranh-gioi"


class Body:
    """A multipart body made while it is read: fields, files of so many bytes of nothing, fields."""

    def __init__(self, *parts: tuple[str, str | int]) -> None:
        self.pieces: list[bytes | int] = []
        for name, content in parts:
            head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"'
            if isinstance(content, int):
                head += f'; filename="{name}.jpg"\r\nContent-Type: image/jpeg'
            self.pieces += [
                f"{head}\r\n\r\n".encode(),
                content if isinstance(content, int) else content.encode(),
                b"\r\n",
            ]
        self.pieces.append(f"--{BOUNDARY}--\r\n".encode())
        self.length = sum(piece if isinstance(piece, int) else len(piece) for piece in self.pieces)
        self.given = 0

    def readline(self, size: int = -1) -> bytes:
        raise AssertionError("a body without line ends must never be read by lines")

    def read(self, size: int = -1) -> bytes:
        assert size > 0, "a body of any size must never be read at once"
        out = b""
        while self.pieces and len(out) < size:
            piece, room = self.pieces[0], size - len(out)
            if isinstance(piece, int):
                out += bytes(min(piece, room))
                rest: bytes | int = piece - min(piece, room)
            else:
                out, rest = out + piece[:room], piece[room:]
            if rest:
                self.pieces[0] = rest
            else:
                self.pieces.pop(0)
        self.given += len(out)
        return out


class Requests(Protocol):
    def __call__(self, body: Body) -> WSGIRequest: ...


@pytest.fixture
def request_with() -> Iterator[Requests]:
    """Requests that are closed when the test is over, as a server does."""
    made: list[WSGIRequest] = []

    def make(body: Body) -> WSGIRequest:
        made.append(_request(body))
        return made[-1]

    yield make
    for request in made:
        request.close()


def _request(body: Body) -> WSGIRequest:
    return WSGIRequest(
        {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": "/ho-so/",
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "CONTENT_TYPE": f"multipart/form-data; boundary={BOUNDARY}",
            "CONTENT_LENGTH": str(body.length),
            "wsgi.input": body,
        }
    )


@pytest.fixture(autouse=True)
def a_folder_for_what_is_kept(settings: Any, tmp_path: Path) -> Path:
    folder = tmp_path / "arriving"
    folder.mkdir()
    settings.FILE_UPLOAD_TEMP_DIR = str(folder)
    return folder


class Papers(PageForm):
    name = forms.CharField(label="Tên")
    paper = forms.FileField(label="Giấy chứng sinh")


def test_a_file_within_the_bounds_arrives_whole(request_with: Requests) -> None:
    request = request_with(Body(("name", "An"), ("paper", MAX_FILE)))
    arrived = request.FILES["paper"]
    assert isinstance(arrived, UploadedFile)
    assert arrived.size == MAX_FILE
    assert problems(request) == {}


def test_a_file_over_the_limit_is_dropped_and_the_rest_of_the_form_arrives(
    request_with: Requests, a_folder_for_what_is_kept: Path
) -> None:
    request = request_with(Body(("name", "An"), ("paper", MAX_FILE + 1), ("note", "viết sau tệp")))
    form = posted(Papers, request)
    assert request.POST["note"] == "viết sau tệp"
    assert form.errors == {"paper": ["Tệp lớn hơn 20 MB. Hãy chọn tệp nhỏ hơn, hoặc chụp lại ảnh ở cỡ vừa."]}
    assert form["name"].value() == "An"
    assert list(a_folder_for_what_is_kept.iterdir()) == []


def test_a_gigabyte_is_neither_stored_nor_even_read(request_with: Requests, a_folder_for_what_is_kept: Path) -> None:
    body = Body(("name", "An"), ("paper", 1024 * MEGABYTE))
    request = request_with(body)
    form = posted(Papers, request)
    assert "lớn hơn 20 MB" in form.errors["paper"][0]
    assert form["name"].value() == "An"
    assert body.given < MAX_FILE + MEGABYTE
    assert list(a_folder_for_what_is_kept.iterdir()) == []


def test_many_files_that_are_too_large_together_are_bounded_too(request_with: Requests) -> None:
    request = request_with(Body(*((f"paper{n}", 19 * MEGABYTE) for n in range(5)), ("note", "vẫn tới")))
    assert sorted(request.FILES) == ["paper0", "paper1", "paper2"]
    assert sorted(problems(request)) == ["paper3", "paper4"]
    assert {str(sentence)[:20] for sentence in problems(request).values()} == {"Các tệp gửi cùng lúc"}
    assert request.POST["note"] == "vẫn tới"


def test_a_file_of_no_bytes_is_called_empty(request_with: Requests) -> None:
    form = posted(Papers, request_with(Body(("name", "An"), ("paper", 0))))
    assert "rỗng" in form.errors["paper"][0]
