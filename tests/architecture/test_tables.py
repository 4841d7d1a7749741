"""What the tables promise: nothing vanishes behind a foreign key, and no migration is missing."""

from __future__ import annotations

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models


def our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("motcua.domain")]


def test_every_foreign_key_protects_what_it_points_to() -> None:
    loose = [
        f"{model.__name__}.{field.name}"
        for model in our_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.remote_field.on_delete is not models.PROTECT
    ]
    assert loose == []


@pytest.mark.django_db
def test_the_migrations_are_those_of_the_models() -> None:
    said = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=said)
    except SystemExit as missing:
        pytest.fail(f"run `make migrations`: {said.getvalue()} ({missing})")


def test_no_column_of_text_has_a_length_that_no_law_gives() -> None:
    short = [
        f"{model.__name__}.{field.name}"
        for model in our_models()
        for field in model._meta.local_fields
        if isinstance(field, models.CharField) and field.name not in {"password"}
    ]
    assert short == []
