"""Rà soát việc chậm: what is long delayed, the reviews that were held, and the outcome for each task."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from tasks.forms.reviews import ConcludeForm, LeastDaysForm
from tasks.kinds import Outcome
from tasks.models import Review, ReviewedTask, Task
from tasks.permissions import can_follow_up, can_remind_units, can_report_to_leaders
from tasks.services import reviews
from tasks.views.follow_up import BY_AGE, Chip, tabs
from tasks.views.rows import TaskRow, row_of, rows_of
from units.clock import now, today
from units.models import User
from units.refusals import Conflict, demand
from units.services.calendar import load_calendar

ROWS_A_PAGE = 50
NEWEST_REVIEWS = 10


@dataclass(frozen=True)
class DelayedRow:
    """`last` is the newest outcome of a review, `is_broken` that the day promised then has passed."""

    row: TaskRow
    days: int
    last: ReviewedTask | None
    is_broken: bool


@dataclass(frozen=True)
class Line:
    """A task of a review; its form where no outcome was recorded yet."""

    line: ReviewedTask
    row: TaskRow
    form: ConcludeForm | None
    is_open: bool


def review_list(request: HttpRequest) -> HttpResponse:
    """What is long delayed today, by age; sent, the list of a review is taken."""
    demand(can_follow_up(request.user))
    asked = LeastDaysForm(request.POST if request.method == "POST" else request.GET if "days" in request.GET else None)
    days = asked.cleaned_data["days"] if asked.is_bound and asked.is_valid() else reviews.LEAST_DAYS
    if request.method == "POST" and asked.is_valid():
        try:
            made = reviews.hold_review(by=request.user, now=now(), least_days=days)
        except Conflict as refusal:
            return _delayed_page(request, asked, days, reason=refusal.reason, status=409)
        messages.success(request, "Đã lập danh sách rà soát. Ghi kết luận cho từng nhiệm vụ.")
        return redirect("tasks:review", pk=made.pk)
    return _delayed_page(request, asked, days, status=422 if asked.errors and request.method == "POST" else 200)


def _delayed_page(
    request: HttpRequest, asked: LeastDaysForm, days: int, *, reason: str = "", status: int = 200
) -> HttpResponse:
    day, organisation = today(), request.user.acting_post.organisation
    delayed = Task.objects.assigned_by_organisation(organisation).long_delayed(day, days)
    only_new = request.GET.get("moi") == "1"
    counts = {"all": delayed.count(), "new": delayed.not_reviewed().count()}
    shown = (delayed.not_reviewed() if only_new else delayed).order_by(*BY_AGE)
    page = Paginator(shown.for_list(), ROWS_A_PAGE).get_page(request.GET.get("page"))
    held = Review.objects.visible_to(request.user).with_progress().select_related("made_by")
    context = {
        "tabs": tabs(request.user, "tasks:reviews"),
        "form": asked if asked.is_bound else LeastDaysForm(initial={"days": days}),
        "days": days,
        "chips": [
            Chip("Tất cả", f"?{urlencode({'days': days})}", not only_new, count=counts["all"]),
            Chip("Chưa rà soát", f"?{urlencode({'days': days, 'moi': 1})}", only_new, count=counts["new"]),
        ],
        "total": counts["all"],
        "page": page,
        "rows": _delayed_rows(page.object_list, day),
        "reviews": list(held[:NEWEST_REVIEWS]),
        "reason": reason,
    }
    return render(request, "tasks/reviews.html", context, status=status)


def _delayed_rows(tasks: Iterable[Task], day: date) -> list[DelayedRow]:
    tasks = list(tasks)
    recorded = ReviewedTask.objects.filter(task__in=tasks).exclude(outcome="").select_related("review")
    last = {line.task_id: line for line in recorded.order_by("recorded_at")}
    calendar = load_calendar()
    return [
        DelayedRow(
            row_of(task, today=day, calendar=calendar),
            reviews.days_of(task, day),
            line := last.get(task.pk),
            bool(line and line.promised_on and line.promised_on < day),
        )
        for task in tasks
    ]


@require_safe
def review_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The list as it was taken, by age; outcomes beside their tasks."""
    return _review_page(request, get_object_or_404(Review.objects.visible_to(request.user), pk=pk))


@require_POST
def review_conclude(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    """The outcome for one task."""
    review = get_object_or_404(Review.objects.visible_to(request.user), pk=pk)
    one = get_object_or_404(review.lines.select_related("task"), pk=line)
    form = ConcludeForm(request.POST, auto_id=f"line-{one.pk}-%s")
    if not form.is_valid():
        return _review_page(request, review, tried=(one.pk, form), status=422)
    try:
        reviews.conclude(line=one, by=request.user, now=now(), **form.cleaned_data)
    except ValidationError as refusal:
        for field, errors in refusal.error_dict.items():
            form.add_error(field, errors)
        return _review_page(request, review, tried=(one.pk, form), status=422)
    except Conflict as refusal:
        data = request.POST.copy()
        data["version"] = str(Task.objects.get(pk=one.task_id).version)
        again = ConcludeForm(data, auto_id=f"line-{one.pk}-%s")
        return _review_page(request, review, tried=(one.pk, again), reason=refusal.reason, status=409)
    messages.success(request, "Đã ghi kết luận. Đơn vị chủ trì được báo.")
    return redirect(f"{reverse('tasks:review', args=[pk])}{_kept(request)}#n{one.pk}")


def _kept(request: HttpRequest) -> str:
    """The page of the list that the person was on."""
    page = request.GET.get("page", "")
    return f"?page={page}" if page.isdecimal() else ""


def _review_page(
    request: HttpRequest,
    review: Review,
    *,
    tried: tuple[int, ConcludeForm] | None = None,
    reason: str = "",
    status: int = 200,
) -> HttpResponse:
    lines = review.lines.select_related(
        "task__lead", "task__directive", "task__instruction", "task__officer", "lead", "recorded_by"
    )
    page = Paginator(lines, ROWS_A_PAGE).get_page(request.GET.get("page"))
    waiting = review.lines.filter(outcome="").count()
    context = {
        "review": review,
        "page": page,
        "lines": _lines(page.object_list, tried),
        "waiting": waiting,
        "concluded": page.paginator.count - waiting,
        "query": _kept(request),
        "follow": _follow_ups(review, request.user),
        "reason": reason,
    }
    return render(request, "tasks/review.html", context, status=status)


def _lines(lines: QuerySet[ReviewedTask], tried: tuple[int, ConcludeForm] | None) -> list[Line]:
    rows = rows_of((line.task for line in lines), today=today(), calendar=load_calendar())
    shown = []
    for line, row in zip(lines, rows, strict=True):
        was_tried = tried is not None and tried[0] == line.pk
        fresh = ConcludeForm(initial={"version": line.task.version}, auto_id=f"line-{line.pk}-%s")
        form = None if line.outcome else tried[1] if was_tried and tried else fresh
        shown.append(Line(line, row, form, was_tried))
    return shown


def _follow_ups(review: Review, user: User) -> list[tuple[str, str]]:
    """(words, address): where what the outcomes ask for is done, while it was not done since the review."""
    done_since = {
        Outcome.ESCALATE: Q(escalated__escalation__asked_at__gte=review.made_at),
        Outcome.REMIND: Q(reminders__letter__issued_at__gte=review.made_at),
    }
    places = (
        (Outcome.ESCALATE, "Soạn báo cáo lãnh đạo về", "tasks:escalate", can_report_to_leaders(user)),
        (Outcome.REMIND, "Soạn công văn đôn đốc", "tasks:remind", can_remind_units(user)),
    )
    found = []
    for outcome, words, name, verdict in places:
        done = Task.objects.filter(done_since[outcome], reviewed__review=review).order_by().values("pk")
        asked = review.lines.filter(outcome=outcome, task__in=Task.objects.open().exclude(pk__in=done))
        tasks = list(asked.values_list("task", flat=True)[:ROWS_A_PAGE]) if verdict else []
        if tasks:
            address = f"{reverse(name)}?{urlencode([('task', pk) for pk in tasks])}"
            found.append((f"{words} {len(tasks)} nhiệm vụ", address))
    return found
