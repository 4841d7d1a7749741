"""The looks at a letter before it is signed: what it says, by the head of the unit; its form, by the clerk.

Nghị định 30/2020/NĐ-CP, Điều 11 and 12.
"""

from __future__ import annotations

from datetime import datetime

from django.db.transaction import atomic

from motcua.domain.accounts.states import Duty
from motcua.domain.letters.actions.holding import leave_signed, locked, record, version_number
from motcua.domain.letters.actions.writing import keep_current
from motcua.domain.letters.models import Check, Letter
from motcua.domain.letters.queries import printable
from motcua.domain.letters.queries.parties import checkers_at
from motcua.domain.letters.queries.typesetting import Typeset
from motcua.domain.letters.rules import access
from motcua.domain.letters.states import WORKFLOW, CheckKind, State
from motcua.kernel.actors import Official
from motcua.kernel.errors import Refused
from motcua.kernel.later import defer
from motcua.kernel.text import clean_text

AS_SUBMITTED = "Trình kiểm tra"
"""What a version is called that was looked at."""
SENT_BACK_FROM = {
    State.CONTENT_CHECK: CheckKind.CONTENT,
    State.FORM_CHECK: CheckKind.FORM,
    State.TO_SIGN: CheckKind.SIGNER,
    State.TO_ISSUE: CheckKind.CLERK,
}


@atomic
def ask_check(letter_id: int, checker: int, *, by: Official, now: datetime) -> Letter:
    """Submit the draft to whoever checks what it says; its text stays as it is from now on.

    Raises:
        Refused: `letter_not_in_draft`, `letter_incomplete`, `not_a_checker`, `checks_own_letter`.
    """
    letter = locked(letter_id, by)
    access.ensure_may_write(letter, by)
    access.ensure_complete(letter, letter.current)
    if checker in {by.account_id, letter.drafted_by_id} or _wrote_it_all(letter, checker):
        raise Refused("checks_own_letter")
    if all(each.pk != checker for each in checkers_at(letter.agency_id, now)):
        raise Refused("not_a_checker")
    assert letter.current is not None  # the letter is complete
    keep_current(letter, AS_SUBMITTED)
    letter.state, letter.checker_id = WORKFLOW.after("ask_check", letter.state), checker
    letter.save(update_fields=["state", "checker"])
    record("letters.check_asked", letter, by, now, version=letter.current.number, checker=checker)
    defer("letters.tell", letter_id=letter.pk)
    return letter


@atomic
def check_content(letter_id: int, *, words: str = "", by: Official, now: datetime) -> Letter:
    """What the letter says is right.

    Raises:
        Refused: `not_the_checker`, `illegal_move`.
    """
    letter = locked(letter_id, by)
    access.ensure_checks_content(letter, by)
    letter.state = WORKFLOW.after("check_content", letter.state)
    letter.save(update_fields=["state"])
    _checked(letter, CheckKind.CONTENT, words, by, now)
    record("letters.content_checked", letter, by, now, version=version_number(letter))
    defer("letters.tell", letter_id=letter.pk)
    return letter


@atomic
def check_form(letter_id: int, *, words: str = "", by: Official, now: datetime) -> Letter:
    """The form is right; what the program itself finds wrong keeps the letter from going on.

    Raises:
        Refused: `other_duty`, `illegal_move`, `form_has_faults` (with the `findings`).
    """
    letter = locked(letter_id, by)
    access.ensure_duty(by, Duty.CLERK)
    state = WORKFLOW.after("check_form", letter.state)
    ensure_form(letter, now)
    letter.state = state
    letter.save(update_fields=["state"])
    _checked(letter, CheckKind.FORM, words, by, now)
    record("letters.form_checked", letter, by, now, version=version_number(letter))
    defer("letters.tell", letter_id=letter.pk)
    return letter


@atomic
def send_back(letter_id: int, words: str, *, by: Official, now: datetime) -> Letter:
    """Whoever it waits for gives it back to be written anew, and says why; a signature it bore is gone.

    Raises:
        Refused: `not_the_checker`, `not_the_signer`, `other_duty`, `illegal_move`, `reason_missing`.
    """
    letter = locked(letter_id, by)
    before = letter.state
    state = WORKFLOW.after("send_back", before)
    access.ensure_sends_back(letter, by)
    said = access.ensure_says_why(clean_text(words))
    leave_signed(letter)
    letter.state, letter.signed_name, letter.sha256 = state, "", ""
    letter.signed_at = letter.secretary_signed_at = None
    letter.save(update_fields=["state", "signed_name", "sha256", "signed_at", "secretary_signed_at"])
    _checked(letter, SENT_BACK_FROM[State(before)], said, by, now, passed=False)
    record("letters.sent_back", letter, by, now, version=version_number(letter), from_state=str(before))
    defer("letters.tell", letter_id=letter.pk)
    return letter


def ensure_form(letter: Letter, now: datetime) -> Typeset:
    """The letter as it would be signed now.

    Raises:
        Refused: `form_has_faults` while something of the form keeps it from being signed.
    """
    printed, found = printable.to_sign(letter, now)
    if faults := [finding.story for finding in found if finding.refuses]:
        raise Refused("form_has_faults", findings=faults)
    return printed


def _wrote_it_all(letter: Letter, checker: int) -> bool:
    """Whether nobody else wrote a word of it: then another had only begun it for them."""
    assert letter.current is not None  # the letter is complete
    if letter.current.saved_by_id != checker:
        return False
    others = letter.versions.filter(aside=False).exclude(saved_by_id=checker).order_by("pk")
    return not any(each.body.strip() for each in others)


def _checked(  # a look and who took it
    letter: Letter, kind: CheckKind, words: str, by: Official, now: datetime, *, passed: bool = True
) -> None:
    assert letter.current is not None  # only what has a text was submitted
    Check.objects.create(
        version=letter.current,
        kind=kind,
        passed=passed,
        words=clean_text(words),
        checked_by_id=by.account_id,
        checked_at=now,
    )
