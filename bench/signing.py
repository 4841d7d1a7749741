"""Official letters signed by a person and sealed by their agency, through the real actions, with keys in SoftHSM2.

Without the round trip to a time-stamp authority. The token is software on the same cores: its own share of the time
stands beside the row.
"""

from __future__ import annotations

import shutil
import subprocess
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

import pkcs11
from cryptography.hazmat.primitives import serialization
from django.utils.timezone import localdate

from bench.crew import Crew, Tally, rate_of
from bench.ground import HOME, SOFTHSM, Ground, Size
from bench.report import Budget, Own, Row
from motcua.adapters import signing_specimens as specimens
from motcua.domain.accounts import actions as enrolling
from motcua.domain.accounts import queries as accounts
from motcua.domain.accounts.states import Duty
from motcua.domain.letters import actions
from motcua.domain.letters.models import Letter
from motcua.domain.signatures import actions as signatures
from motcua.domain.signatures.gateways import Place
from motcua.kernel.actors import Official, System

CLERKS = 8
WARMING = 3
BATCH = 100
"""Letters that one PIN signs."""
_BY = System("bench")
_PIN, _LABEL, _PERSON = "482913", "key", "person"
_BODY = (
    "\n\n".join(
        f"{at}. Ủy ban nhân dân xã giao các bộ phận thực hiện nội dung thứ {at} theo kế hoạch đã ban hành."
        for at in range(1, 19)
    )
    + "\n\nTrân trọng./."
)


@dataclass(frozen=True)
class _House:
    """Who writes, checks, signs and seals at one agency; its two keys lie in tokens of these names."""

    writer: Official
    head: Official
    signer: Official
    clerk: Official


def rows(ground: Ground, size: Size) -> list[Row]:
    """One person and one clerk at their desks; then eight clerks who number into one register at once."""
    _empty_tokens()
    house = _equipped(ground)
    return [_alone(house, ground, size), _together(house, ground, size)]


def _alone(house: _House, ground: Ground, size: Size) -> Row:
    """From the last word of the text to the sealed file: typeset, signed, numbered, dated, sealed, registered."""
    count = max(10, size.calls // 10)
    waiting = [_to_sign(house, number, ground.now) for number in range(WARMING + count)]
    _signed_and_sealed(house, waiting[:WARMING], ground.now)
    signing, sealing = _signed_and_sealed(house, waiting[WARMING:], ground.now)
    each, bare = 1000 * (signing + sealing) / count, 2 * _bare()
    return Row(
        "an official letter with both signatures, warm",
        f"{each:.1f} ms",
        f"{bare:.1f} ms",
        each,
        Budget(120, 60, "ms", most=True),
        f"signing {1000 * signing / count:.1f} ms, number, seal and register {1000 * sealing / count:.1f} ms; beside it"
        " the token's own two signatures",
        Own("an official letter with both signatures", each, "ms", cost=True),
    )


def _together(house: _House, ground: Ground, size: Size) -> Row:
    """The numbers they gave are counted afterwards; the budget is the gaps and repeats among them."""
    share = min(WARMING + max(2, size.calls // 40), BATCH // CLERKS)
    waiting = [_to_sign(house, number, ground.now) for number in range(CLERKS * share)]
    _done(actions.sign(waiting, _PIN, by=house.signer, now=ground.now), waiting)
    with Crew(CLERKS) as clerks:
        shares = [waiting[place::CLERKS] for place in range(CLERKS)]
        warm = clerks.work(_issued, [(mine[:WARMING], house.clerk, ground.now) for mine in shares])
        tallies = clerks.work(_issued, [(mine[WARMING:], house.clerk, ground.now) for mine in shares])
    year = localdate(ground.now).year
    given = Letter.objects.filter(agency_id=house.clerk.agency_id, year=year, number__isnull=False)
    numbers = list(given.order_by("number", "pk").values_list("number", flat=True))
    wrong = len(numbers) - len(set(numbers)) + (max(numbers) - len(set(numbers)))
    if sum(tally.done for tally in (*warm, *tallies)) != len(waiting):
        raise RuntimeError("a letter was not issued")
    return Row(
        f"gaps and repeats in a register that {CLERKS} clerks number at once",
        f"{wrong} in {len(numbers)}",
        "",
        wrong,
        Budget(0, 0, "", most=True),
        f"{rate_of(tallies):.0f} letters a second numbered and sealed by them together",
        Own(f"letters issued by {CLERKS} clerks", rate_of(tallies), "a second"),
    )


def _issued(waiting: list[int], clerk: Official, now: datetime) -> Tally:
    began = time.perf_counter()
    batch = actions.issue(waiting, _PIN, by=clerk, now=now)
    return Tally(len(batch.done), time.perf_counter() - began)


def _signed_and_sealed(house: _House, waiting: list[int], now: datetime) -> tuple[float, float]:
    began = time.perf_counter()
    _done(actions.sign(waiting, _PIN, by=house.signer, now=now), waiting)
    signed = time.perf_counter()
    _done(actions.issue(waiting, _PIN, by=house.clerk, now=now), waiting)
    return signed - began, time.perf_counter() - signed


def _done(batch: actions.Batch, wanted: list[int]) -> None:
    if list(batch.done) != wanted:
        raise RuntimeError(f"not every letter was done: {batch.left}")


def _to_sign(house: _House, number: int, now: datetime) -> int:
    """A letter of two pages that waits for its signer."""
    boxes = actions.Boxes(
        "cong_van",
        f"thực hiện nội dung lần thứ {number}",
        to=("Các thôn trong xã",),
        copies=("Như trên", "Lưu: VT"),
        signer=house.signer.account_id,
    )
    press = f"{time.monotonic_ns()}-{number}"
    letter = actions.draft(boxes, press=press, body=f"Lần {number}.\n\n{_BODY}", by=house.writer, now=now)
    actions.ask_check(letter.pk, house.head.account_id, by=house.writer, now=now)
    actions.check_content(letter.pk, by=house.head, now=now)
    actions.check_form(letter.pk, by=house.clerk, now=now)
    return letter.pk


def _equipped(ground: Ground) -> _House:
    """Four people of the agency whose desk the ground fills, and the keys of two."""
    mark = time.monotonic_ns()
    lines = (
        ("Trần Thị Soạn", Duty.SPECIALIST, "Công chức"),
        ("Bùi Văn Phòng", Duty.SPECIALIST, "Trưởng phòng"),
        ("Mai Thị Ký", Duty.LEADER, "Phó Chủ tịch"),
        ("Đào Văn Dấu", Duty.CLERK, "Văn thư"),
    )
    newcomers = [
        enrolling.Newcomer(
            f"bench-{mark}-{place}", enrolling.Person(full_name=name), ground.lead_agency, [duty], position
        )
        for place, (name, duty, position) in enumerate(lines)
    ]
    made = enrolling.enrol_all(newcomers, by=_BY, now=ground.now - timedelta(days=30))
    house = _House(*(accounts.official_at(each.pk, ground.lead_agency, ground.now) for each in made))
    since = datetime.now(UTC) - timedelta(days=1)
    root = specimens.root("Tổ chức chứng thực trình diễn", since=since)
    signatures.trust(root.pem, by=_BY, now=ground.now)
    signatures.take_revocations(root.revocations(at=since), by=_BY, now=ground.now)
    holders = {_PERSON: {"account_id": house.signer.account_id}, "agency": {"agency_id": ground.lead_agency}}
    for token, holder in holders.items():
        certificate = _in_a_token(token, root, since)
        signatures.add_key(
            signatures.NewKey("pkcs11", Place(token, _LABEL), certificate, **holder), by=_BY, now=ground.now
        )
    return house


def _empty_tokens() -> None:
    """A folder of tokens of the bench's own; `bench.ground.surroundings` says where its settings lie."""
    folder = HOME / "tokens"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    conf = f"directories.tokendir = {folder}\nobjectstore.backend = file\nlog.level = ERROR\n"
    (HOME / "softhsm2.conf").write_text(conf)


def _in_a_token(token: str, root: specimens.Root, since: datetime) -> bytes:
    words = ["softhsm2-util", "--init-token", "--free", "--label", token, "--so-pin", "4711", "--pin", _PIN]
    subprocess.run(words, check=True, capture_output=True)
    _library().reinitialize()
    with _library().get_token(token_label=token).open(user_pin=_PIN, rw=True) as session:
        issued = specimens.made_in_token(session, _LABEL, token, root, since=since)
    return issued.public_bytes(serialization.Encoding.PEM)


def _bare(times: int = 50) -> float:
    """Milliseconds of one RSA signature of the token, the session open and the key found."""
    with _library().get_token(token_label=_PERSON).open(user_pin=_PIN) as session:
        key = session.get_key(pkcs11.ObjectClass.PRIVATE_KEY, label=_LABEL)
        began = time.perf_counter()
        for number in range(times):
            key.sign(str(number).encode(), mechanism=pkcs11.Mechanism.SHA256_RSA_PKCS)
        return 1000 * (time.perf_counter() - began) / times


@cache
def _library() -> pkcs11.lib:
    return pkcs11.lib(SOFTHSM)
