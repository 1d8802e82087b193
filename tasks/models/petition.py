"""Petitions (kiến nghị, đề xuất) that units or people sent in, and their written answers."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from files.models import StoredFile
from tasks.models.task import Task
from tasks.statuses import Badge
from units.models import Post, Unit, User
from units.roles import LOG_DIRECTIVES, WATCH_DASHBOARD, Role


class PetitionState(models.TextChoices):
    """How a petition stands on a day; each is in exactly one state."""

    WAITING = "waiting", "Chờ giao"
    IN_TIME = "in_time", "Đang giải quyết, trong hạn"
    OVERDUE = "overdue", "Chưa trả lời, quá hạn"
    ANSWERED_IN_TIME = "answered_in_time", "Đã trả lời đúng hạn"
    ANSWERED_LATE = "answered_late", "Đã trả lời quá hạn"
    CLOSED = "closed", "Không giải quyết"


_LOOK = {
    PetitionState.WAITING: ("neutral", "inbox"),
    PetitionState.IN_TIME: ("blue", "progress"),
    PetitionState.OVERDUE: ("red", "alert-triangle"),
    PetitionState.ANSWERED_IN_TIME: ("green", "circle-check"),
    PetitionState.ANSWERED_LATE: ("amber", "circle-check"),
    PetitionState.CLOSED: ("grey", "circle-x"),
}


def state_q(state: PetitionState, today: date) -> Q:
    """The condition in SQL of what `Petition.state_on` says in Python."""
    is_open = Q(status=Petition.Status.OPEN)
    match state:
        case PetitionState.WAITING:
            return is_open & Q(due_on__gte=today, task__isnull=True)
        case PetitionState.IN_TIME:
            return is_open & Q(due_on__gte=today, task__isnull=False)
        case PetitionState.OVERDUE:
            return is_open & Q(due_on__lt=today)
        case PetitionState.ANSWERED_IN_TIME:
            return Q(status=Petition.Status.ANSWERED, answered_on__lte=F("due_on"))
        case PetitionState.ANSWERED_LATE:
            return Q(status=Petition.Status.ANSWERED, answered_on__gt=F("due_on"))
        case PetitionState.CLOSED:
            return Q(status=Petition.Status.CLOSED)


class PetitionQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Office, leaders and registrars: those that reached their organisation.  Others: those whose task they see,
        and those that their own unit sent."""
        post = user.acting_post
        if post is None or post.role == Role.ADMINISTRATOR:
            return self.none()
        if post.role in WATCH_DASHBOARD | LOG_DIRECTIVES:
            return self.filter(organisation=post.organisation)
        return self.filter(Q(task__in=Task.objects.visible_to(user).order_by().values("pk")) | Q(sender_unit=post.unit))

    def in_state(self, state: PetitionState, today: date) -> Self:
        return self.filter(state_q(state, today))

    def counted_by_state(self, today: date) -> dict[str, int]:
        """Each state with its number, in one query; together all of them."""
        counts = {state.value: models.Count("pk", filter=state_q(state, today)) for state in PetitionState}
        return self.order_by().aggregate(**counts)


class Petition(models.Model):
    """One petition; `due_on` is the day by which the written answer is owed (requirement E6)."""

    class Status(models.TextChoices):
        OPEN = "open", "chưa trả lời"
        ANSWERED = "answered", "đã trả lời"
        CLOSED = "closed", "không giải quyết"

    organisation = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="petitions")
    received_on = models.DateField("ngày nhận")
    sender_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="petitions_sent", verbose_name="đơn vị gửi"
    )
    sender_name = models.CharField("người, đơn vị gửi", max_length=200)
    subject = models.CharField("trích yếu", max_length=500)
    content = models.TextField("nội dung")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    file_name = models.CharField(max_length=255, blank=True)
    due_on = models.DateField("hạn trả lời")
    task = models.OneToOneField(Task, on_delete=models.PROTECT, null=True, blank=True, related_name="petition")
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    answer_reference = models.CharField("văn bản trả lời", max_length=80, blank=True)
    answered_on = models.DateField("ngày trả lời", null=True, blank=True)
    answer = models.TextField("nội dung trả lời", blank=True)  # of a closed one the reason
    logged_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    logged_in_post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    logged_at = models.DateTimeField()
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = PetitionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["organisation", "status", "due_on"])]
        constraints = [
            models.CheckConstraint(condition=Q(due_on__gte=F("received_on")), name="petition_due_after_it_came"),
            models.CheckConstraint(
                condition=Q(status="open", ended_by__isnull=True, ended_at__isnull=True, answer="")
                | (
                    Q(status__in=["answered", "closed"], ended_by__isnull=False, ended_at__isnull=False) & ~Q(answer="")
                ),
                name="petition_ends_with_words",
            ),
            models.CheckConstraint(
                condition=(Q(status="answered", answered_on__isnull=False) & ~Q(answer_reference=""))
                | (Q(status__in=["open", "closed"], answered_on__isnull=True, answer_reference="")),
                name="petition_answered_in_writing",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    def state_on(self, today: date) -> PetitionState:
        """Judged by the day of the answer, until then by today."""
        if self.status == self.Status.CLOSED:
            return PetitionState.CLOSED
        if self.answered_on:
            late = self.answered_on > self.due_on
            return PetitionState.ANSWERED_LATE if late else PetitionState.ANSWERED_IN_TIME
        if self.due_on < today:
            return PetitionState.OVERDUE
        return PetitionState.IN_TIME if self.task_id else PetitionState.WAITING

    def badge_on(self, today: date) -> Badge:
        state = self.state_on(today)
        tone, icon = _LOOK[state]
        return Badge(tone, icon, state.label)
