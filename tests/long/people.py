"""People of an office who can sign in with a password."""

from __future__ import annotations

from django.contrib.auth.hashers import PBKDF2PasswordHasher

from tests.long.browser import PASSWORD
from units.models import User


def give_passwords() -> None:
    """To everybody the same.  The tests' own quick hasher is unknown to the processes that are started."""
    hasher = PBKDF2PasswordHasher()
    User.objects.update(password=hasher.encode(PASSWORD, hasher.salt()))
