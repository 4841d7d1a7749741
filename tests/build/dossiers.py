"""Dossiers at any point of their life, made by walking the real actions: an impossible one cannot be built."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.actions import Said
from motcua.domain.dossiers.models import Dossier, Draft
from motcua.domain.dossiers.queries import Choice
from motcua.domain.matters.models import Task
from motcua.domain.procedures import queries as procedures
from motcua.kernel.actors import Citizen
from tests.build import people
from tests.build.people import DAK_NHAU, Somebody

BIRTH, INTERLINKED = "1.001193", "2.000986"
MONDAY = datetime(2024, 10, 14, 1, 0, tzinfo=UTC)  # 08:00 in Hà Nội
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
CHILD_NUMBER = "070324000123"


@dataclass(frozen=True)
class Commune:
    """The officials of one commune, as a birth needs them."""

    reception: Somebody
    registrar: Somebody
    leader: Somebody
    clerk: Somebody

    @property
    def everybody(self) -> tuple[Somebody, ...]:
        """All of them."""
        return (self.reception, self.registrar, self.leader, self.clerk)

    @classmethod
    def of(cls, area: str = DAK_NHAU) -> Commune:
        """A commune with everybody at work."""
        return cls(people.binh(area), people.the_registrar(area), people.chi(area), people.the_clerk(area))


def typed_birth(area: str = DAK_NHAU, **changes: str) -> dict[str, list[str]]:
    """What a mother types into the birth form, for every page at once."""
    typed = {
        "registration_area-code": area,
        "registration_area-detail": "thôn Đak Xuyên",
        "birth_case": "both_parents",
        "reg_kind": "on_time",
        "surrogacy": "no",
        "requester_name": "Điểu Thị An",
        **_day("requester_birth_date", 1994, 3, 8),
        "relationship": "mother",
        "requester_id_kind": "identity_card",
        "requester_identity_number": "070194001234",
        **_day("requester_id_issued_on", 2022, 5, 20),
        "requester_id_issued_by": "Cục Cảnh sát quản lý hành chính về trật tự xã hội",
        "requester_phone": "0912345678",
        "requester_email": "an@example.vn",
        "child_name": "Điểu Minh Khôi",
        **_day("child_birth_date", 2024, 10, 1),
        "child_gender": "male",
        "child_ethnicity": "xtieng",
        "child_nationality": "vietnam",
        "birth_place_kind": "health_facility",
        "birth_facility": "Trung tâm Y tế huyện Bù Đăng",
        "birth_place-code": "25396",
        "birth_place-detail": "",
        "abroad_registered": "no",
        "origin-code": area,
        "origin-detail": "",
        "birth_proof": "birth_notice",
        "birth_notice_number": "GCS-2024-0123",
        **_day("birth_notice_date", 2024, 10, 2),
        "mother_name": "Điểu Thị An",
        **_day("mother_birth_date", 1994, 3, 8),
        "mother_ethnicity": "xtieng",
        "mother_nationality": "vietnam",
        "mother_id_kind": "identity_card",
        "mother_identity_number": "070194001234",
        "mother_residence_kind": "permanent",
        "mother_residence-code": area,
        "mother_residence-detail": "thôn Đak Xuyên",
        "father_residence_kind": "permanent",
        "father_residence-code": area,
        "father_residence-detail": "thôn Đak Xuyên",
        "father_name": "Điểu Văn Khang",
        **_day("father_birth_date", 1992, 7, 1),
        "father_ethnicity": "xtieng",
        "father_nationality": "vietnam",
        "father_id_kind": "identity_card",
        "father_identity_number": "070092004321",
        "parents_married": "yes",
        "marriage_number": "15/2019",
        "marriage_book": "01/2019",
        **_day("marriage_date", 2019, 6, 2),
        "marriage_place": "UBND xã Đak Nhau",
        "copies_wanted": "no",
        "fee_group": "none",
        "result_method": "online",
        "pledge": "true",
    }
    typed.update(changes)
    return {name: [value] for name, value in typed.items()}


def typed_interlinked(area: str = DAK_NHAU, **changes: str) -> dict[str, list[str]]:
    """The same mother, who also asks for the child's residence and health insurance card."""
    return typed_birth(
        area,
        **{
            "residence_case": "with_parents",
            "residence_address": "thôn Đak Xuyên",
            "consent_method": "vneid",
            "head_of_household": "father",
            "first_care_facility": "Trạm Y tế xã Đak Nhau",
            "card_guardian": "mother",
            "poor_household": "no",
            "residence_result_method": "online",
            "card_result_method": "online",
            **changes,
        },
    )


def _day(name: str, year: int, month: int, day: int) -> dict[str, str]:
    return {f"{name}-day": str(day), f"{name}-month": str(month), f"{name}-year": str(year)}


def a_draft(
    citizen: Citizen | None = None,
    *,
    procedure: str = BIRTH,
    now: datetime = MONDAY,
    typed: dict[str, list[str]] | None = None,
    files: bool = True,
) -> Draft:
    """A draft filled in from the first page to the last, with its papers."""
    citizen = citizen or people.an()
    typed = typed or (typed_interlinked() if procedure == INTERLINKED else typed_birth())
    draft = actions.start(procedure, by=citizen, now=now)
    form, done = procedures.form_of(draft.procedure), set[str]()
    while page := next((page for page in form.visible_pages(draft.answers) if page.id not in done), None):
        saved = actions.save_page(draft.token, page.id, typed, by=citizen, now=now)
        assert not saved.problems, (page.id, saved.problems)
        draft = saved.draft
        done.add(page.id)
    if files:
        for part in queries.parts_of_draft(draft):
            if not part.required:
                continue
            actions.attach(draft.token, part.code, f"{part.code}.pdf", PDF, by=citizen, now=now)
    draft.refresh_from_db()
    return draft


def a_dossier(
    citizen: Citizen | None = None,
    *,
    procedure: str = BIRTH,
    now: datetime = MONDAY,
    typed: dict[str, list[str]] | None = None,
) -> Dossier:
    """A dossier just handed in online."""
    citizen = citizen or people.an()
    draft = a_draft(citizen, procedure=procedure, now=now, typed=typed)
    return actions.submit(draft.token, by=citizen, now=now)


def open_task(dossier: Dossier) -> Task:
    """The one open task."""
    return Task.objects.get(matter_id=dossier.pk, closed_at__isnull=True)


def walk(dossier: Dossier, commune: Commune, to: str, *, now: datetime = MONDAY) -> Dossier:
    """Take a birth from where it is to a stage: accepted, proposed, approved, finished or handed_over."""
    stages = [
        ("accepted", commune.reception, "accept", {}),
        ("proposed", commune.registrar, "propose", {"child_id_number": CHILD_NUMBER}),
        ("approved", commune.leader, "approve", {}),
        ("finished", commune.clerk, "issued", {}),
        ("handed_over", commune.reception, "returned", {}),
    ]
    for minute, (stage, somebody, outcome, entries) in enumerate(stages, start=1):
        task = open_task(dossier)
        if outcome in {found.outcome for found in _choices(task)}:
            moment = now + timedelta(minutes=10 * minute)
            dossier = (
                actions.hand_over(dossier.pk, by=somebody.official, now=moment)
                if stage == "handed_over"
                else actions.complete_task(
                    task.pk, outcome, by=somebody.official, now=moment, said=Said(entries=entries)
                )
            )
        if stage == to:
            break
    return dossier


def _choices(task: Task) -> list[Choice]:
    return list(queries.choices(queries.open_tasks(task.matter_id)[0]))
