"""What the tests of the portal share: walking through a form as a person does, page after page."""

from __future__ import annotations

import html
import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.build.dossiers import PDF, typed_birth

BEGIN = "/thu-tuc/1.001193/bat-dau/"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)


def text_of(response: Any) -> str:
    """What stands on a page, entities read."""
    return html.unescape(response.content.decode())


def begun(client: Client) -> str:
    """A draft just begun for oneself: the address of its first page."""
    return for_oneself(client, str(client.post(BEGIN)["Location"]))


def for_oneself(client: Client, address: str) -> str:
    """The question for whom answered, where it is asked: the address of the first page of the form."""
    return str(client.post(address, {"whom": "self"})["Location"]) if "/nop-cho-ai/" in address else address


def at_page(client: Client, wanted: str) -> str:
    """A draft filled in up to the page with this id: the address of that page."""
    address = begun(client)
    while f"/{wanted}/" not in address:
        address = filled(client, address)
        assert "/giay-to/" not in address, f"there is no page {wanted}"
    return address


def filled(client: Client, address: str, **changes: str) -> str:
    """The page at this address filled in rightly: where it leads, questions that come up on the way answered."""
    for _again in range(3):
        response = client.post(address, typed_birth(**changes))
        assert response.status_code == 302, problems(response)
        onward = str(response["Location"])
        if onward.partition("#")[0] != address:
            return onward
    raise AssertionError(f"{address} leads nowhere")


def all_filled(client: Client, **changes: str) -> str:
    """The whole form filled in: the address of the page of the papers."""
    address = begun(client)
    while not address.endswith("/giay-to/"):
        address = filled(client, address, **changes)
    return address


def ready(client: Client) -> str:
    """A draft with everything in it: the address of its review."""
    address = all_filled(client)
    response = client.post(address, {"giay-chung-sinh": a_file()})
    assert response.status_code == 302, problems(response)
    return str(response["Location"])


def handed_in(client: Client) -> str:
    """A dossier handed in by pages: the address of its receipt."""
    return str(client.post(ready(client).replace("/xem-lai/", "/nop/"))["Location"])


def a_file(
    name: str = "giấy chứng sinh.pdf", content: bytes = PDF, kind: str = "application/pdf"
) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, kind)


def problems(response: Any) -> list[str]:
    """The sentences of the error summary."""
    shown = text_of(response)
    summary = re.search(r'class="govuk-error-summary".*?</ul>', shown, re.DOTALL)
    return (
        [re.sub(r"<[^>]+>", "", item).strip() for item in re.findall(r"<li>(.*?)</li>", summary[0], re.DOTALL)]
        if summary
        else []
    )
