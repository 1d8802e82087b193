"""Units to look at: the tree, and one unit through time."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from units.clock import today
from units.folding import fold
from units.models import GroupAlias, Post, Unit
from units.permissions import can_manage, can_manage_unit
from units.roles import ANSWER_FOR_UNIT

PER_PAGE = 100


@require_safe
def unit_list(request: HttpRequest) -> HttpResponse:
    """The tree of open units with their heads and how many people each has; `q` finds by a part of the name,
    without marks; `all` adds the closed ones."""
    day = today()
    units = Unit.objects.visible_to(request.user)
    if not request.GET.get("all"):
        units = units.open_on(day)
    words = fold(request.GET.get("q", ""))
    if words:
        names = units.values_list("pk", "name", "short_name", "agency_code")
        units = units.filter(pk__in=[pk for pk, *said in names if words in fold(" ".join(said))])
    page = Paginator(units.with_people(day), PER_PAGE).get_page(request.GET.get("page"))
    heads = Post.objects.in_charge_of([unit.pk for unit in page], on=day).select_related("user")
    head_of = {post.unit_id: post.user for post in heads}
    least = min((unit.depth for unit in page), default=1)
    rows = [(unit, head_of.get(unit.pk), min(unit.depth - least, 4)) for unit in page]
    context = {
        "page": page,
        "rows": rows,
        "q": request.GET.get("q", ""),
        "shows_all": bool(request.GET.get("all")),
        "is_tree": not words,
        "can_manage": can_manage(request.user),
        "today": day,
    }
    return render(request, "units/list.html", context)


@require_safe
def unit_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit: where it stands, its people and posts today, its names and parents through time, what it is called
    otherwise, and who took over from whom."""
    day = today()
    unit = get_object_or_404(Unit.objects.visible_to(request.user).select_related("organisation"), pk=pk)
    post = request.user.acting_post
    context = {
        "unit": unit,
        "trail": [(above.name, above.pk) for above in Unit.objects.get_ancestors(unit)],
        "children": Unit.objects.get_children(unit).open_on(day).with_people(day),
        "posts": unit.posts.on(day).select_related("user").order_by("is_deputy", "role", "pk"),
        "versions": unit.versions.select_related("parent").order_by("-valid_from"),
        "second_lines": unit.second_lines.select_related("superior").order_by("-valid_from"),
        "today": day,
        "aliases": unit.aliases.select_related("added_by").order_by("text"),
        "group_aliases": GroupAlias.objects.filter(group__owner=unit)
        .select_related("group", "added_by")
        .order_by("group__name", "text"),
        "groups": unit.groups.order_by("name").annotate(
            members=Count("memberships", filter=Q(memberships__valid_to__isnull=True))
        ),
        "successions": unit.successions.filter(undone_at__isnull=True).select_related("successor"),
        "inheritances": unit.inheritances.filter(undone_at__isnull=True).select_related("predecessor"),
        "can_manage": can_manage_unit(request.user, unit),
        "is_open": unit.is_open_on(day),
        "answers_for": post is not None and post.unit_id == unit.pk and post.role in ANSWER_FOR_UNIT,
    }
    return render(request, "units/detail.html", context)
