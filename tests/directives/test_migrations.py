"""Keys are filled for what was logged before them, and taken away without loss."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from directives.models import Citation, Directive
from tests.directives.test_candidates import cite
from tests.factories.directives import make_directive

pytestmark = pytest.mark.django_db(transaction=True)


def before(name):
    """The migration of directives that the named one follows."""
    migrations = MigrationExecutor(connection).loader.disk_migrations
    [found] = [one for (app, title), one in migrations.items() if app == "directives" and title.endswith(name)]
    return next(dependency for dependency in found.dependencies if dependency[0] == "directives")


def migrate(*targets):
    executor = MigrationExecutor(connection)
    executor.migrate(list(targets) or executor.loader.graph.leaf_nodes())
    return executor.loader.project_state(list(targets)).apps if targets else None


def test_keys_are_filled_for_old_rows_and_the_way_back_is_open(office):
    directive = make_directive(
        owner=office.organisation, by=office.registrar, code_notation="CTUBND", code_number="015"
    )
    make_directive(owner=office.organisation, by=office.registrar, code_number="", code_notation="")
    citation = cite(directive, "0365/CD-TTg")
    try:
        old = migrate(before("links_and_keys")).get_model("directives", "Directive").objects.get(pk=directive.pk)
        assert (old.code_notation_folded, old.code_number) == ("ctubnd", "15")
        old._meta.model.objects.update(search_text="15 ctubnd ubnd tinh")
    finally:
        migrate()
    directive, citation = Directive.objects.get(pk=directive.pk), Citation.objects.get(pk=citation.pk)
    assert (directive.code_number_key, directive.code_notation_key) == ("15", "ctubnd")
    assert directive.search_text == "15 ctubnd ubnd tinh cong van cv"
    assert (citation.code_number_key, citation.code_notation_key) == ("365", "cdttg")
    assert "365" in citation.search_text
