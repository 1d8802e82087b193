"""Rows: nothing vanishes with something else, and the migrations say what the models say."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from tests.architecture.source import APPS


def test_every_foreign_key_protects_what_it_points_to():
    loose = [
        f"{model.__name__}.{field.name}"
        for app in APPS
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and not field.auto_created
        if field.remote_field.on_delete is not models.PROTECT
    ]
    assert loose == []


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
