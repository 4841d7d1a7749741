"""The invented month: every state of a report, every kind of call, nothing that is refused, nothing that leaks."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import chain, pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Q
from django.utils.timezone import localdate
from PIL import Image

from motcua.cli.demo import PAGES, welcome
from motcua.domain.accounts import queries as accounts
from motcua.domain.accounts.models import Account
from motcua.domain.feedback import queries, rules
from motcua.domain.feedback.models import Escalation, Extension, Photo, Report, SealedLetter, Verdict
from motcua.domain.feedback.states import Channel, SealedOutcome, State, Visibility
from motcua.domain.hotline.models import Call, Callback, CallMatter, Command, MissedSearch, Operator, Review
from motcua.domain.hotline.states import AgentState, Direction, Ending, WrapUp
from motcua.domain.journal.models import Entry
from motcua.domain.matters import queries as matters
from motcua.domain.notices.models import Message
from motcua.kernel.reading import read_yaml
from motcua.sim.fates import FATES
from motcua.sim.month import live_a_month, sizes
from motcua.sim.people import Invention
from motcua.sim.pictures import VARIANTS, picture
from motcua.sim.reporting import plain
from tests.build import journal
from tests.build.dossiers import MONDAY

PACK = Path(__file__).resolve().parents[2] / "packs" / "binh-phuoc"
PEOPLE, SCRIPT = read_yaml(PACK / "demo.yaml"), read_yaml(PACK / "demo-reports.yaml")
REPORTS, CALLS = 62, 30
SECRETS = [entry["detail"] for entry in (*SCRIPT["denunciations"], *SCRIPT["turned_out"])]
READERS = ("feedback", "hotline", "matters", "notices", "journal", "channels", "documents", "procrastinate")
"""Modules in whose tables something of what was written could be found."""


@pytest.mark.django_db
def test_a_small_month_sees_everything_a_month_can_bring() -> None:
    """Loaded once, because it takes longest; each promise about it is a function of its own below."""
    random = Random(3)
    staff = Invention(PEOPLE, random).staff(
        day=MONDAY - timedelta(days=366), persona_area=PEOPLE["persona_area"], shown=set()
    )
    month = live_a_month(SCRIPT, PEOPLE, staff, reports=REPORTS, calls=CALLS, until=MONDAY, seed=3)
    assert month.failed == []
    _every_state_is_there()
    _every_turn_was_taken()
    _what_is_under_seal_is_nowhere_else()
    _the_journal_tells_all_of_it_and_names_nobody()
    _calls_of_every_kind_are_written_down()
    _the_figures_add_up()
    _whoever_has_an_account_was_told()
    _the_welcome_says_where_the_work_is()


def _every_state_is_there() -> None:
    assert {str(state) for state in State} == set(Report.objects.values_list("state", flat=True))
    assert Report.objects.count() >= REPORTS
    assert matters.orphans() == []


def _every_turn_was_taken() -> None:
    reports = Report.objects.all()
    assert reports.filter(state=State.RETURNED, returns=1).exists()
    assert reports.filter(state=State.RETURNED, returns=2).exists()
    assert reports.filter(state=State.ACCEPTED, binding=True).exists()
    assert reports.filter(state=State.CLOSED, reopened=1).exists()
    assert reports.filter(state=State.CLOSED, visibility=Visibility.PUBLIC).exists()
    assert reports.filter(state=State.CLOSED, visibility=Visibility.PRIVATE).exists()
    assert reports.filter(state=State.ACCEPTED, visibility=Visibility.PUBLIC).exists()
    assert reports.filter(state=State.ACCEPTED, matter__due_at__lt=MONDAY).exists(), "something is late"
    assert reports.filter(part_of__isnull=False).values("part_of").distinct().count() >= 1
    assert Extension.objects.exists()
    assert set(Escalation.objects.values_list("percent", flat=True)) == {50, 80, 100}
    assert set(Verdict.objects.values_list("fixed", "satisfied")) >= {(True, True), (True, False), (False, False)}
    assert {*Channel} - {Channel.OPEN311, Channel.ZALO, Channel.EMAIL} <= set(reports.values_list("channel", flat=True))
    assert reports.filter(latitude__isnull=False).exists()
    assert reports.filter(sender__isnull=True, sender_phone_index="").exclude(state=State.SEALED).exists(), "anonymous"
    assert Photo.objects.filter(role=Photo.Role.EVIDENCE).exists()
    mine = Photo.objects.filter(report__part_of__isnull=True)
    assert not mine.filter(public__isnull=True).exists(), "every picture has its public copy"


def _what_is_under_seal_is_nowhere_else() -> None:
    letters = SealedLetter.objects.order_by("pk")
    assert len(letters) == len(SECRETS) + 1, "those of the script, and one more that came by telephone"
    assert {"", str(SealedOutcome.ACCEPTED)} <= {letter.outcome for letter in letters}
    assert [(call.number, call.note) for call in Call.objects.filter(restricted=True).order_by("pk")] == [("", "")]
    written = "\n".join(_everything_readable())
    assert [secret for secret in SECRETS if secret in written or plain(secret) in written] == []


def _everything_readable() -> list[str]:
    """Every text of every row outside the sealed queue, opened."""
    models = chain.from_iterable(apps.get_app_config(name).get_models() for name in READERS)
    return [
        str(getattr(row, column.attname))
        for model in models
        if model is not SealedLetter
        for row in model._default_manager.order_by("pk").iterator()
        for column in model._meta.concrete_fields
        if column.get_internal_type() not in {"DateTimeField", "ForeignKey", "OneToOneField", "BinaryField"}
    ]


def _the_journal_tells_all_of_it_and_names_nobody() -> None:
    told = Counter(Entry.objects.values_list("verb", flat=True))
    assert told["feedback.filed"] == Report.objects.count()
    assert told["feedback.merged"] == Report.objects.filter(state=State.MERGED).count()
    assert told["feedback.opened"] == SealedLetter.objects.filter(taken_at__isnull=False).count()
    assert told["feedback.rated"] == Verdict.objects.filter(given_at__isnull=False).count()
    assert told["hotline.ended"] == Call.objects.count()
    assert told["hotline.reported"] == Report.objects.filter(channel=Channel.PHONE, part_of__isnull=True).count()
    filed = Entry.objects.filter(verb="feedback.filed").values_list("matter_id", flat=True)
    assert sorted(filed) == sorted(Report.objects.values_list("pk", flat=True))
    written = journal.everything()
    named = Account.objects.filter(identity_index__isnull=False).values_list("full_name", flat=True)
    senders = [(report.sender_name, report.sender_phone) for report in Report.objects.order_by("pk")]
    for secret in filter(None, chain(named, *senders)):
        assert str(secret) not in written


def _calls_of_every_kind_are_written_down() -> None:
    calls = Call.objects.filter(direction=Direction.IN)
    assert {*Ending} - {Ending.UNREACHED} <= set(calls.values_list("ending", flat=True))
    assert {*WrapUp} - {WrapUp.OTHER} <= set(Call.objects.values_list("wrap_code", flat=True))
    assert not Call.objects.filter(ended_at__isnull=True).exists()
    assert not Command.objects.filter(done_at__isnull=True).exists(), "nothing is left for the telephones to do"
    assert not Operator.objects.exclude(state=AgentState.OFFLINE).exists()
    assert Callback.objects.filter(closed_at__isnull=False).exists()
    assert {"filed", "told"} <= set(CallMatter.objects.values_list("became", flat=True))
    assert Review.objects.exists()
    assert MissedSearch.objects.exists()
    taken = sorted(Call.objects.filter(answered_at__isnull=False).values_list("operator", "answered_at", "ended_at"))
    assert not [who for (who, _, ended), (other, begins, _) in pairwise(taken) if who == other and begins < ended]


def _the_figures_add_up() -> None:
    day = localdate(MONDAY)
    units = set(Report.objects.values_list("matter__lead_agency_id", flat=True))
    counted = [queries.index_766(unit, day - timedelta(days=40), day) for unit in units]
    # What the coordinator ended, or had still when it was taken back, no unit ever had.
    ended = (State.REJECTED, State.MERGED, State.GUIDED, State.PASSED_ON)
    sent_on = Entry.objects.filter(verb="feedback.forwarded").values("matter_id")
    never_there = Q(state__in=(State.NEW, State.RETURNED, State.SEALED, *ended))
    with_a_unit = Report.objects.exclude(never_there).exclude(~Q(pk__in=sent_on), state=State.WITHDRAWN)
    assert sum(each.all for each in counted) == with_a_unit.count() > 0
    assert sum(each.discontent for each in counted) == (
        with_a_unit.filter(Q(verdicts__satisfied=False) | Q(verdicts__late=True)).distinct().count()
    )
    told = [each for each in queries.counts_by_category(MONDAY - timedelta(days=40), MONDAY) if each.told]
    assert 0 < sum(each.received for each in told) <= Report.objects.exclude(state=State.SEALED).count()
    assert all(each.in_time <= each.answered <= each.received for each in told)


def _whoever_has_an_account_was_told() -> None:
    mine = Report.objects.filter(sender__isnull=False, part_of__isnull=True).values_list("pk", flat=True)
    told = Message.objects.filter(event__endswith="-filed-0").values_list("matter_id", flat=True)
    assert set(mine) <= set(told)
    assert Message.objects.filter(event__startswith="sealed-").exists()
    persona = accounts.with_identity(PEOPLE["persona"]["citizen"]["identity_number"])
    assert persona is not None
    assert persona.persona
    assert Report.objects.filter(sender=persona).count() == len(SCRIPT["persona"])


def _the_welcome_says_where_the_work_is() -> None:
    said = welcome("127.0.0.1", 8000)
    for duty, page in PAGES.items():
        assert f"{duty} at " in said
        assert f"http://localhost:8000{page}" in said
    for page in ("/phan-anh/", "/ung-dung/", "/open311/discovery.xml", "/can-bo/tong-dai/"):
        assert f"http://localhost:8000{page}" in said


@pytest.mark.django_db
def test_the_texts_of_the_script_are_taken_for_what_they_are() -> None:
    terms, day = queries.terms(), localdate(MONDAY)

    def as_sent(code: str, words: str) -> bool:
        new = rules.NewReport(code, words, Channel.WEB)
        return rules.is_denunciation(new, queries.category(code, day), terms)

    for entry in SCRIPT["denunciations"]:
        assert as_sent(entry["category"], entry["said"])
    for entry in (*SCRIPT["complaints"], *SCRIPT["turned_out"], *SCRIPT["persona"]):
        assert not as_sent(entry["category"], entry["said"])
    for entry in SCRIPT["complaints"]:
        assert rules.reads_like_complaint(entry["said"], terms)
    known = {category.code for group in queries.groups(day) for category in group.categories}
    assert set(SCRIPT["categories"]) == known, "every category has something to say"
    for code, told in SCRIPT["categories"].items():
        for words in chain.from_iterable([line] if isinstance(line, str) else line for line in told["said"]):
            for each in (words, plain(words)):
                assert not as_sent(code, each), each


def test_every_fate_ends_in_deeds_that_somebody_can_do() -> None:
    deeds = {deed for fate in FATES.values() for deed, *_ in fate.deeds}
    assert {"forward", "accept", "ask", "extend", "split", "not_fixed", "withdraw", "publish"} <= deeds
    assert all(least <= most for fate in FATES.values() for _, least, most in fate.deeds)
    assert sum(fate.weight for fate in FATES.values()) > 0


@pytest.mark.parametrize("kind", sorted({told["draws"] for told in SCRIPT["categories"].values()}))
def test_photos_are_drawn_and_marked(kind: str, tmp_path: Path) -> None:
    made = {picture(kind, Random(seed), mended=mended) for seed in range(30) for mended in (False, True)}
    assert VARIANTS < len(made) <= 2 * VARIANTS
    for number, content in enumerate(made):
        assert len(content) < 30_000
        (tmp_path / f"{number}.jpg").write_bytes(content)
        with Image.open(tmp_path / f"{number}.jpg") as opened:
            assert opened.format == "JPEG"
            assert opened.getpixel((2, opened.height - 2)) > (240, 240, 240), "the strip with the mark"


def test_half_of_the_calls_ask_for_guidance_and_sizes_follow_the_dossiers() -> None:
    kinds: dict[str, Any] = SCRIPT["calls"]["kinds"]
    assert kinds["guidance"] == sum(kinds.values()) / 2
    assert sizes(SCRIPT, 1_500) == (405, 600)
    assert sizes(SCRIPT, 0) == (0, 0)
