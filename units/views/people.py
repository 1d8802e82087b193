"""People as an administrator keeps them: accounts, posts, passwords."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from units.clock import now, today
from units.folding import fold
from units.forms import PersonForm, PostForm
from units.models import Post, User
from units.permissions import can_manage, can_manage_person
from units.refusals import demand
from units.services import people
from units.views.answers import attempt, form_page
from units.views.changes import get_or_post

PER_PAGE = 50
_ACCOUNT = ("full_name", "username", "email")


@require_safe
def person_list(request: HttpRequest) -> HttpResponse:
    """Everyone whom the administrator manages, with the posts of today; `q` finds by name or user name."""
    demand(can_manage(request.user))
    managed = User.objects.managed_by(request.user)
    found = managed.order_by("full_name", "pk")
    words = fold(request.GET.get("q", ""))
    if words:
        names = found.values_list("pk", "full_name", "username", "email")
        found = found.filter(pk__in=[pk for pk, *said in names if words in fold(" ".join(said))])
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    posts: dict[int, list[Post]] = {}
    for post in Post.objects.on(today()).filter(user__in=[person.pk for person in page]).select_related("unit"):
        posts.setdefault(post.user_id, []).append(post)
    waiting = managed.without_password().count()
    context = {
        "page": page,
        "rows": [(person, posts.get(person.pk, [])) for person in page],
        "q": request.GET.get("q", ""),
        "waiting": waiting,
        "at_once": min(waiting, people.MOST_PASSWORDS),
    }
    return render(request, "units/people.html", context)


@get_or_post
def person_new(request: HttpRequest) -> HttpResponse:
    demand(can_manage(request.user))
    initial = {"unit": request.GET.get("unit"), "valid_from": today()}
    form = PersonForm(request.POST or None, by=request.user, initial=initial)

    def enter(typed: dict[str, Any]) -> User:
        account = {field: typed.pop(field) for field in _ACCOUNT}
        with transaction.atomic():
            person = people.create_person(**account, by=request.user, now=now())
            people.give_post(user=person, **typed, by=request.user, now=now())
        return person

    if request.method == "POST":
        person = attempt(form, enter)
        if person is not None:
            messages.success(request, f"Đã thêm {person}. Cấp mật khẩu để người này đăng nhập được.")
            return redirect("units:person", person.pk)
    return form_page(request, form, title="Thêm người dùng", action="Thêm người dùng", back=reverse("units:people"))


@require_safe
def person_detail(request: HttpRequest, pk: int) -> HttpResponse:
    demand(can_manage(request.user))
    person = get_object_or_404(User.objects.managed_by(request.user), pk=pk)
    return _person_page(request, person)


def _person_page(request: HttpRequest, person: User, password: str = "") -> HttpResponse:
    context = {
        "person": person,
        "posts": person.posts.select_related("unit").order_by("-valid_from"),
        "today": today(),
        "password": password,
        "may_issue": can_manage_person(request.user, person),
    }
    return render(request, "units/person.html", context)


@require_POST
def person_password(request: HttpRequest, pk: int) -> HttpResponse:
    """A new password, shown on the answer to this press and never again."""
    demand(can_manage(request.user))
    person = get_object_or_404(User.objects.managed_by(request.user), pk=pk)
    password = people.issue_password(person=person, by=request.user, now=now())
    person.refresh_from_db()
    response = _person_page(request, person, password)
    response["Cache-Control"] = "no-store"
    return response


@get_or_post
def post_new(request: HttpRequest, pk: int) -> HttpResponse:
    demand(can_manage(request.user))
    person = get_object_or_404(User.objects.managed_by(request.user), pk=pk)
    form = PostForm(request.POST or None, by=request.user, initial={"valid_from": today()})
    if request.method == "POST":
        post = attempt(form, lambda typed: people.give_post(user=person, **typed, by=request.user, now=now()))
        if post is not None:
            messages.success(request, f"{person} giữ vị trí {post} từ ngày {post.valid_from:%d/%m/%Y}.")
            return redirect("units:person", person.pk)
    back = reverse("units:person", args=[person.pk])
    return form_page(request, form, title=f"Giao vị trí cho {person}", action="Giao vị trí", back=back)
