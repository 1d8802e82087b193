"""Words of Django that the project says in its own Vietnamese."""

import ast
import gettext
from pathlib import Path

from django.conf import settings

WORDS = Path(settings.LOCALE_PATHS[0]) / "vi" / "LC_MESSAGES"


def test_the_compiled_words_are_those_of_the_source():
    pairs, unsaid = {}, ""
    for line in (WORDS / "django.po").read_text(encoding="utf-8").splitlines():
        key, _, words = line.partition(" ")
        if key == "msgid":
            unsaid = ast.literal_eval(words)
        elif key in ("msgstr", "msgstr[0]") and unsaid:
            pairs[unsaid] = ast.literal_eval(words)
    with (WORDS / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    assert len(pairs) > 30
    said = {source: compiled.gettext(source) for source in pairs}
    plural = [source for source in pairs if said[source] == source]  # gettext keeps plurals apart
    said |= {source: compiled.ngettext(source, "", 1) for source in plural}
    assert said == pairs
