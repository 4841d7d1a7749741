"""Handing in: once, whatever is pressed or replayed."""

from __future__ import annotations

from datetime import date, datetime

from django.db.transaction import atomic
from django.utils.timezone import localdate

from motcua.domain.agencies import queries as agencies
from motcua.domain.agencies.models import Area
from motcua.domain.dossiers import queries, rules
from motcua.domain.dossiers.actions import charging
from motcua.domain.dossiers.actions.behalf import authorise, principal_of
from motcua.domain.dossiers.models import Behalf, Dossier, Draft
from motcua.domain.dossiers.rules.behalf import for_another
from motcua.domain.dossiers.states import ANSWER_WITHIN, Channel, Event, ResultMethod
from motcua.domain.journal import actions as journal
from motcua.domain.matters import actions as matters
from motcua.domain.matters.states import Kind
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures import rules as forms
from motcua.domain.procedures.models import without_large
from motcua.domain.routes import queries as routes
from motcua.kernel.actors import Citizen
from motcua.kernel.errors import NotFound, Refused
from motcua.kernel.later import defer
from motcua.kernel.prepared import Blank, Prepared, Writes
from motcua.kernel.worktime import add_working_minutes

_DRAFT = Prepared(
    lambda: (
        Draft.objects.select_for_update(of=("self",))
        .select_related("procedure__calendar", "account", "behalf")
        .defer(*without_large("procedure"), "procedure__calendar__body")
        .filter(token=Blank("token"), account_id=Blank("citizen"), discarded_at__isnull=True)
    )
)


@atomic
def submit(token: str, *, by: Citizen, now: datetime, channel: Channel = Channel.ONLINE) -> Dossier:
    """Make a dossier of a finished draft; a second call gives the same dossier.

    Raises:
        NotFound: there is no such draft of this person.
        Refused: `version_ended`, `answers_incomplete` (with the pages), `parts_missing`, `not_served_there`;
            for somebody else `authorisation_not_allowed`, `authorisation_incomplete`, `principal_differs`.
    """
    draft = _DRAFT.first(token=token, citizen=by.account_id)
    if draft is None:
        raise NotFound("draft")
    if draft.submitted_at is not None:
        return Dossier.objects.select_related("matter").get(draft=draft)
    today, procedure = localdate(now), draft.procedure
    rules.ensure_in_force(procedure, today)
    form = procedures.form_of(procedure)
    said, answers = queries.said_of(draft), form.pruned(draft.answers)
    rules.ensure_complete(forms.check_all(form, answers, today))
    files = queries.files_of_draft(draft)
    rules.ensure_parts(forms.parts_wanted(procedure.body, answers), {file.part for file in files})

    code = forms.event_area(form, answers) or ""
    area = agencies.area_now(code, today)
    if area is None:
        raise Refused("not_served_there", area=code)
    competent = agencies.responsible(procedure.competent_kind, area, today)
    one_stop = agencies.responsible(procedure.one_stop_kind, _unit_area(form, answers, area, today), today)
    if competent is None or one_stop is None:
        raise Refused("not_served_there", area=area.name)
    matter = matters.open_matter(
        matters.NewMatter(
            kind=Kind.DOSSIER,
            title=procedure.name,
            title_en=procedure.name_en,
            topic=procedure.code,
            lead_agency=competent,
            one_stop=one_stop,
            event_area=area,
            route=routes.in_force(procedure.route_code, today),
            limit=procedure.limit,
            policy=procedure.policy,
            cutoff=procedure.cutoff,
            calendar=procedure.calendar,
        ),
        by=by,
        now=now,
    )
    owner, owner_name, named = draft.account, draft.account.full_name, answers
    if for_another(said):
        owner, owner_name = principal_of(draft, files, by=by, now=now), str(said["principal_name"])
        # Who asks in another's name stands in the form too, and is not whom the dossier is about.
        named = {name: value for name, value in answers.items() if value != draft.account.full_name}
    answer_due = add_working_minutes(now, ANSWER_WITHIN, agencies.working(one_stop.calendar))
    dossier = Dossier(
        matter=matter,
        draft=draft,
        procedure=procedure,
        applicant=owner,
        applicant_name=owner_name,
        subject_name=forms.subject(form, named),
        answers=answers,
        channel=channel,
        result_method=ResultMethod(str(answers.get("result_method") or ResultMethod.AT_COUNTER)),
        answer_due_at=answer_due,
    )
    # The answers now live in the dossier; the draft keeps none of them.
    draft.answers, draft.submitted_at = {}, now
    writes = Writes()
    writes.add([dossier])
    writes.save(draft, ["answers", "submitted_at"])
    for file in files:
        file.dossier = dossier
        writes.save(file, ["dossier"])
    facts = {**queries.common_facts(dossier), "answer_due": answer_due}
    entries = [
        journal.NewEntry("dossiers.submitted", ("dossier", dossier.pk), by, now, matter_id=matter.pk, facts=facts),
        *charging.quote(dossier, draft.account_id, by=by, now=now, along=writes),
    ]
    if not for_another(said):
        journal.record_all(entries, along=writes)
        writes.send()
    else:
        writes.send()  # the authorisation hangs on the dossier
        journal.record_all([*entries, authorise(dossier, draft, by=by, now=now)])
        Behalf.objects.filter(draft=draft).update(said={})
        defer(f"dossiers.tell_{Event.FILED_FOR_YOU}", dossier_id=dossier.pk)
    defer(f"dossiers.tell_{Event.SUBMITTED}", dossier_id=dossier.pk)
    return dossier


def _unit_area(form: forms.Form, answers: forms.Answers, area: Area, today: date) -> Area:
    """Whose one-stop unit receives it and hands the result over: where the applicant chose to go, else of the event."""
    code = forms.unit_area(form, answers)
    if code is None or code == area.code:
        return area
    chosen = agencies.area_now(code, today)
    if chosen is None:
        raise Refused("not_served_there", area=code)
    return chosen
