"""A session as a job has it."""

import pytest
from django.conf import settings

from directives.readers import Session


@pytest.fixture
def slow():
    return Session(is_slow=True, tessdata=str(settings.TESSDATA_DIR))
