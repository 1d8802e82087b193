"""People, the posts they hold, and who acts for whom."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q

from units.clock import today
from units.models.unit import Unit
from units.querysets import DelegationQuerySet, PeopleManager, PostQuerySet
from units.roles import Role


class User(AbstractUser):
    """A person who signs in.  What they may do comes from the post in which they act, never from flags here."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    full_name = models.CharField("họ và tên", max_length=100)

    REQUIRED_FIELDS = ["full_name"]

    objects = PeopleManager()  # type: ignore[misc]

    class Meta(AbstractUser.Meta):
        verbose_name = "người dùng"
        verbose_name_plural = "người dùng"

    _acting_post: Post | None = None

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name

    @property
    def acting_post(self) -> Post | None:
        """The post acted in: chosen in the session (middleware), else the first one open to the person today."""
        if self._acting_post is None and self.pk:
            self._acting_post = Post.objects.open_to(self, on=today()).first()
        return self._acting_post

    def act_in(self, post: Post | None) -> None:
        """Take up a post; the caller has checked that it is open to the person."""
        self._acting_post = post


class Post(models.Model):
    """A person's post in a unit with one role during [valid_from, valid_to)."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="posts", verbose_name="người giữ")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts", verbose_name="đơn vị")
    role = models.CharField("vai trò", max_length=20, choices=Role)
    title = models.CharField("chức vụ", max_length=100)
    is_deputy = models.BooleanField("cấp phó", default=False)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến trước ngày", null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = "vị trí công tác"
        verbose_name_plural = "vị trí công tác"
        ordering = ["unit", "role", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "unit", "role", "valid_from"], name="a_post_starts_once"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="post_ends_later",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.unit.label}"

    @property
    def organisation(self) -> Unit:
        """The organisation that the post's unit belongs to (the unit itself where it is one)."""
        return self.unit.organisation or self.unit


class Delegation(models.Model):
    """A person acts in somebody's post for a time (ủy quyền); revoked early by `revoked_at`."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="delegations")
    delegate = models.ForeignKey(User, on_delete=models.PROTECT, related_name="delegations_received")
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến trước ngày")
    document = models.CharField("văn bản ủy quyền", max_length=300, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(valid_to__gt=F("valid_from")), name="delegation_ends_later"),
        ]

    def __str__(self) -> str:
        return f"{self.delegate}: {self.post}"
