"""A department whose deputy director and seal have real tokens, which the running site knows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections

from tests.build import signing
from tests.build.letters import House
from tests.journeys.running import Site


@pytest.fixture
def tokens(site: Site, settings: Any) -> Iterator[House]:
    """The department with its people: the deputy director and the department have real tokens, which the site knows."""
    house = House.of()
    settings.MOTCUA_PKCS11 = str(signing.LIBRARY)
    signing.library()
    aside(signing.everybody_trusts)
    person, agency = signing.in_a_token("Mai Thị Ký"), signing.in_a_token("SỞ THÔNG TIN VÀ TRUYỀN THÔNG")
    aside(lambda: signing.a_key(person, account_id=house.signer.account.pk))
    aside(lambda: signing.a_key(agency, agency_id=house.agency.pk))
    with signing.serving_time() as stamping:
        told = {
            "MOTCUA_PKCS11": settings.MOTCUA_PKCS11,
            "SOFTHSM2_CONF": signing.os.environ["SOFTHSM2_CONF"],
            "MOTCUA_TSA_URL": stamping,
        }
        site.surroundings.update(told)
        site.restart()
        yield house
        for name in told:
            site.surroundings.pop(name)
    site.restart()


def aside(act: Callable[[], Any]) -> Any:
    """Do it in a thread: pyHanko runs a loop of its own, and Playwright has one in the thread of the tests."""

    def done() -> Any:
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(done).result()


def changed(pdf: bytes) -> bytes:
    """One byte of what the person signed is another."""
    place = pdf.index(b"endobj") - 4
    return pdf[:place] + bytes([pdf[place] ^ 1]) + pdf[place + 1 :]
