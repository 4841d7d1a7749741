"""A browser without a window: one kept connection, cookies, forms with their CSRF token, real HTTP."""

from __future__ import annotations

import html
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlencode, urlsplit

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True)
class Answer:
    """What came back; `size` is the bytes that crossed the wire, headers too."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    size: int

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def onward(self) -> str:
        """Where it leads: path and query, without the place on the page."""
        parts = urlsplit(self.headers["location"])
        return f"{parts.path}?{parts.query}" if parts.query else parts.path

    @property
    def token(self) -> str:
        """The CSRF token of the form on the page."""
        found = TOKEN.search(self.text)
        if found is None:
            raise RuntimeError(f"there is no form on the page ({self.status})")
        return html.unescape(found[1])


class Browser:
    """One person at one server. `asked` counts the requests; `address` is where they come from (127.…)."""

    def __init__(self, port: int, session: str = "", address: str = "127.0.0.1") -> None:
        self._line = HTTPConnection("127.0.0.1", port, timeout=60, source_address=(address, 0))
        self._cookies = {"sessionid": session} if session else {}
        self.asked = 0

    def be(self, session: str) -> None:
        """Go on as somebody else, over the same connection."""
        self._cookies = {"sessionid": session}

    def get(self, path: str, **headers: str) -> Answer:
        """A page."""
        return self._ask("GET", path, None, headers)

    def post(self, path: str, fields: Mapping[str, Sequence[str]], token: str) -> Answer:
        """A form as a browser sends it."""
        body = urlencode({**fields, "csrfmiddlewaretoken": token}, doseq=True).encode()
        return self._ask("POST", path, body, {"content-type": "application/x-www-form-urlencoded"})

    def upload(self, path: str, box: str, files: Sequence[tuple[str, bytes]], token: str) -> Answer:
        """Files of one box of a form."""
        border = secrets.token_hex(12)
        parts = [
            f'--{border}\r\ncontent-disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n'.encode()
        ]
        for name, content in files:
            head = f'content-disposition: form-data; name="{box}"; filename="{name}"\r\ncontent-type: application/pdf'
            parts += [f"--{border}\r\n{head}\r\n\r\n".encode(), content, b"\r\n"]
        body = b"".join([*parts, f"--{border}--\r\n".encode()])
        return self._ask("POST", path, body, {"content-type": f"multipart/form-data; boundary={border}"})

    def _ask(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        self.asked += 1
        sent = {
            "host": "localhost",
            "accept-language": "vi",
            "cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items()),
            **headers,
        }
        self._line.request(method, path, body, sent)
        response = self._line.getresponse()
        content = response.read()
        self._keep_cookies(response)
        told = response.getheaders()
        size = len("HTTP/1.1 200 OK\r\n\r\n") + sum(len(f"{name}: {value}\r\n") for name, value in told) + len(content)
        return Answer(response.status, {name.lower(): value for name, value in told}, content, size)

    def _keep_cookies(self, response: HTTPResponse) -> None:
        for name, value in response.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self._cookies[key] = rest.partition(";")[0]


def expect(answer: Answer, status: int, what: str) -> Answer:
    """The answer, when it is of this status; a bench that measures error pages would be proud of nothing."""
    if answer.status != status:
        words = re.sub(r"<[^>]+>|\s+", " ", answer.body.decode(errors="replace"))
        raise RuntimeError(f"{what}: {answer.status} instead of {status}: {words[-600:]}")
    return answer
