"""A clerical mistake put right without rewriting history: old and new are kept, an issued result gets a successor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.transaction import atomic
from django.utils.timezone import localdate

from motcua.domain.accounts.states import Duty
from motcua.domain.agencies import queries as agencies
from motcua.domain.dossiers import queries, rules
from motcua.domain.dossiers.actions import signing
from motcua.domain.dossiers.actions.deciding import record, taken
from motcua.domain.dossiers.actions.effects import issue_paper
from motcua.domain.dossiers.models import Correction, Reissue
from motcua.domain.dossiers.states import Event
from motcua.domain.papers.models import Paper
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures import rules as forms
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound
from motcua.kernel.later import defer


@atomic
def correct(
    dossier_id: int, field: str, typed: Mapping[str, Sequence[str]], reason: str, *, by: Official, now: datetime
) -> Correction:
    """Change one answer of a received dossier, or one entry of an official, to what it should have been.

    `typed` are the inputs of that field as a page posts them.

    Raises:
        NotFound: the dossier is not this official's to see, or nothing of that name was answered.
        Refused: `other_agency`, `other_duty`, `illegal_move`, `reason_missing`, `answer_wrong`,
            `nothing_corrected`, `correction_changes_the_case` (other questions would be asked: no clerical mistake).
    """
    dossier = taken(dossier_id, by)
    rules.ensure_keeps(dossier, by)
    rules.ensure_correctable(dossier)
    rules.ensure_reason(reason)
    asked = queries.correctable(dossier).get(field)
    if asked is None:
        raise NotFound("field")
    value = procedures.read([asked], typed).get(field)
    wrong = bool(procedures.check_fields([asked], {field: value}, localdate(now)))
    before = dossier.answers.get(field, dossier.findings.get(field))
    rules.ensure_corrects(before, value, wrong=wrong)
    if field in dossier.answers:
        form = procedures.form_of(dossier.procedure, dossier.channel)
        answers = {**dossier.answers, field: value}
        rules.ensure_same_case(dossier.answers, form.pruned(answers), forms.check_all(form, answers, localdate(now)))
        dossier.answers, dossier.subject_name = answers, forms.subject(form, answers)
        dossier.save(update_fields=["answers", "subject_name"])
    else:
        dossier.findings = {**dossier.findings, field: value}
        dossier.save(update_fields=["findings"])
    made = Correction.objects.create(
        dossier=dossier, field=field, before=before, after=value, reason=reason.strip(), at=now, by_id=by.account_id
    )
    record("dossiers.corrected", dossier, by=by, now=now, facts={"field": field})
    defer(f"dossiers.tell_{Event.CORRECTED}", dossier_id=dossier.pk)
    return made


@atomic
def reissue(dossier_id: int, paper_id: int, reason: str, *, by: Official, now: datetime) -> Reissue:
    """Replace an issued result by a new one with its own number, which names the old one; both stay in the dossier.

    The new paper says what the dossier says now, as of the day the old one was issued.

    Raises:
        NotFound: the dossier is not this official's to see, or the paper is no result of it.
        Refused: `other_agency`, `other_duty`, `illegal_move`, `reason_missing`, `replaced_before`.
    """
    dossier = taken(dossier_id, by)
    rules.ensure_leads(dossier, by, Duty.LEADER)
    rules.ensure_has_result(dossier)
    rules.ensure_reason(reason)
    old = (
        Paper.objects.select_related("template", "agency")
        .filter(pk=paper_id, matter_id=dossier.pk, result=True)
        .order_by("pk")
        .first()
    )
    recipe = queries.result_of_paper(dossier, old) if old else None
    if old is None or recipe is None:
        raise NotFound("paper")
    rules.ensure_not_replaced(Reissue.objects.filter(old=old).exists())
    content = {
        **queries.result_content(dossier, recipe, old.issued_at),
        "replaces": {"symbol": old.symbol, "issued_at": old.content.get("issued_at", ""), "reason": reason.strip()},
    }
    issuer = agencies.heir_of(old.agency, localdate(now)) or old.agency
    new = issue_paper(dossier, old.template.code, issuer, content, by=by, now=now, result=True)
    made = Reissue.objects.create(dossier=dossier, old=old, new=new, reason=reason.strip(), at=now, by_id=by.account_id)
    signing.recall_signed(old.pk, by=by, now=now)
    record("dossiers.result_reissued", dossier, by=by, now=now, facts={"paper": new.pk, "replaced": old.pk})
    defer(f"dossiers.tell_{Event.REISSUED}", dossier_id=dossier.pk)
    return made
