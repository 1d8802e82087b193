"""Which directives and drafts a person may see, and which ones are meant."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from units.folding import fold
from units.roles import LOG_DIRECTIVES, ORGANISATION_ROLES, Role

if TYPE_CHECKING:
    from units.models import User


class DirectiveQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Whole-organisation roles: what their organisation owns or received, or was given tasks from.
        Heads and officers: what their unit (heads: and below) was given tasks from.  Administrators: nothing."""
        post = user.acting_post
        if post is None or post.role == Role.ADMINISTRATOR:
            return self.none()
        access = apps.get_model("directives", "DirectiveAccess").objects.filter(directive=OuterRef("pk"))
        if post.role in ORGANISATION_ROLES:
            organisation = post.organisation
            receipts = apps.get_model("directives", "Receipt").objects.filter(
                directive=OuterRef("pk"), organisation=organisation
            )
            given = access.filter(unit__path__startswith=organisation.path)
            return self.filter(Q(owner=organisation) | Exists(receipts) | Exists(given))
        if post.role == Role.HEAD:
            return self.filter(Exists(access.filter(unit__path__startswith=post.unit.path)))
        return self.filter(Exists(access.filter(unit=post.unit)))

    def same_identity(
        self,
        *,
        issuing_body: str,
        code_number: str,
        code_notation: str,
        issued_on: date | None,
    ) -> Self:
        """Records of the same issuer, number, notation and date.  A blank number or date is no identity."""
        if not code_number or issued_on is None:
            return self.none()
        return self.filter(
            issuing_body_folded=fold(issuing_body)[:200],
            code_number=code_number.lstrip("0") or "0",
            code_notation_folded=fold(code_notation)[:60],
            issued_on=issued_on,
        )

    def search(self, words: str) -> Self:
        """Every word, with or without marks, somewhere in the reference, the issuer or the subject."""
        found = self
        for word in fold(words).split():
            found = found.filter(search_text__contains=word)
        return found


class DocumentTextQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Texts of the person's organisation, for those who log directives."""
        post = user.acting_post
        if post is None or post.role not in LOG_DIRECTIVES:
            return self.none()
        return self.filter(organisation=post.organisation)

    def waiting(self) -> Self:
        """Read but not yet saved as a directive."""
        return self.filter(directive__isnull=True, discarded_at__isnull=True)
