"""What settings promise: production never guesses, and dates are read the Vietnamese way round."""

import datetime
import os
import subprocess
import sys

import pytest
from django import forms
from django.utils.formats import date_format, number_format

from config.settings.databases import database
from tests.architecture.source import ROOT

COMPLETE = {
    "SECRET_KEY": "k" * 30 + "0123456789abcdefghijklmnopqrstuvwxyz",
    "DATABASE_URL": "postgresql://dondoc:password@127.0.0.1:5432/dondoc",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "ALLOWED_HOSTS": "dondoc.example.gov.vn",
}


def check_production(**environment: str) -> subprocess.CompletedProcess[str]:
    # Playwright's event loop makes the tests set a variable that no production may carry.
    ours = {*COMPLETE, "DJANGO_ALLOW_ASYNC_UNSAFE"}
    clean = {name: value for name, value in os.environ.items() if name not in ours}
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=clean | {"DJANGO_SETTINGS_MODULE": "config.settings.prod"} | environment,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ({}, "https://dondoc.example.gov.vn"),
        ({"SITE_URL": "https://khac.example.gov.vn"}, "https://khac.example.gov.vn"),
    ],
)
def test_links_in_mails_lead_to_the_site_and_not_to_the_readers_machine(said, address):
    clean = {name: value for name, value in os.environ.items() if name not in {*COMPLETE, "SITE_URL"}}
    told = subprocess.run(
        [sys.executable, "-c", "from config.settings import prod; print(prod.SITE_URL)"],
        cwd=ROOT,
        env=clean | COMPLETE | said,
        capture_output=True,
        text=True,
    )
    assert told.stdout.strip() == address, told.stderr


@pytest.mark.parametrize("missing", COMPLETE)
def test_production_does_not_start_without(missing):
    result = check_production(**{name: value for name, value in COMPLETE.items() if name != missing})
    assert result.returncode != 0
    assert result.stderr.startswith(f"{missing} is not set.")
    assert f"{missing}=" in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_production_passes_djangos_deployment_check():
    result = check_production(**COMPLETE)
    assert result.returncode == 0, result.stderr


def test_sqlite_takes_the_write_lock_at_the_start_of_a_transaction():
    options = database("sqlite:////tmp/x.sqlite3")["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]


def test_05_08_2025_is_the_fifth_of_august():
    assert forms.DateField().clean("05/08/2025") == datetime.date(2025, 8, 5)
    assert forms.DateField().clean("25/08/2025") == datetime.date(2025, 8, 25)


@pytest.mark.parametrize("wrong", ["08/25/2025", "08-05-2025", "31/02/2025"])
def test_another_order_of_day_and_month_is_refused(wrong):
    with pytest.raises(forms.ValidationError):
        forms.DateField().clean(wrong)


def test_dates_and_numbers_are_written_as_vietnamese_offices_do():
    assert date_format(datetime.date(2026, 8, 5)) == "05/08/2026"
    assert number_format(1234.5, 1, use_l10n=True, force_grouping=True) == "1.234,5"
