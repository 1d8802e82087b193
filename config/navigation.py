"""The rail and the top bar: which places a person sees, what waits in each, and the post acted in.

Everything is lazy: a partial for htmx that draws no rail asks the database nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from notices.models import Notification
from tasks.models import Opinion, Task
from units.clock import today
from units.models import Post
from units.roles import MANAGE_ORGANISATION, READ_REPORTS, WATCH_DASHBOARD, Role

THEMES = ("auto", "light", "dark")
THEME_COOKIE = "theme"


@dataclass(frozen=True)
class Sign:
    """A place as it is planned: where it leads, who has use for it, and which counter it carries."""

    label: str
    icon: str
    url_name: str
    roles: frozenset[Role]
    counts: str = ""  # a key of Navigation._counters
    counted: str = ""  # what the figure counts, in words after it


EVERYONE = frozenset(Role)
AT_WORK = EVERYONE - MANAGE_ORGANISATION
WITH_TASKS = AT_WORK - {Role.REGISTRAR}
SIGNS = (
    Sign("Bảng điều hành", "layout-dashboard", "tasks:dashboard", WATCH_DASHBOARD),
    Sign("Việc của tôi", "checklist", "tasks:mine", WITH_TASKS, counts="mine", counted="việc đang chờ"),
    Sign("Văn bản", "file-text", "directives:list", AT_WORK),
    Sign("Nhiệm vụ", "list-check", "tasks:list", WITH_TASKS, counts="overdue", counted="nhiệm vụ quá hạn"),
    Sign(
        "Xin ý kiến",
        "messages",
        "tasks:consultations",
        WITH_TASKS,
        counts="opinions",
        counted="ý kiến chờ đơn vị trả lời",
    ),
    Sign("Báo cáo", "chart-bar", "reports:list", READ_REPORTS),
    Sign("Đơn vị", "building", "units:list", EVERYONE),
)


@dataclass(frozen=True)
class Place:
    """A place as the rail shows it.  `counter` is what waits there; 0 shows nothing."""

    label: str
    icon: str
    url: str
    is_current: bool
    counter: int = 0
    counted: str = ""


def address(name: str) -> str:
    """The address of a named view, or "" while no app offers it."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


class Navigation:
    """What base.html asks of the signed-in person's frame; empty for anyone else."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def acting_post(self) -> Post | None:
        user = getattr(self._request, "user", None)
        return user.acting_post if user and user.is_authenticated else None

    @cached_property
    def posts(self) -> list[Post]:
        """Every post open to the person today, the acting one among them."""
        if self.acting_post is None:
            return []
        return list(Post.objects.open_to(self._request.user, on=today()))

    @cached_property
    def places(self) -> list[Place]:
        if self.acting_post is None:
            return []
        found = [
            (sign, url) for sign in SIGNS if self.acting_post.role in sign.roles and (url := address(sign.url_name))
        ]
        current = self._current([url for _, url in found])
        counters = self._counters
        return [
            Place(sign.label, sign.icon, url, url == current, counters.get(sign.counts, 0), sign.counted)
            for sign, url in found
        ]

    def _current(self, urls: list[str]) -> str:
        """The place whose address is the longest beginning of this page's."""
        inside = [url for url in urls if self._request.path.startswith(url)]
        return max(inside, key=len, default="")

    @cached_property
    def _counters(self) -> dict[str, int]:
        user, day = self._request.user, today()
        return Task.objects.counters(user, day) | {"opinions": Opinion.objects.waiting_for(user, day).count()}

    @cached_property
    def unread_notices(self) -> int:
        return Notification.objects.visible_to(self._request.user).unread().count()

    @property
    def search_url(self) -> str:
        return address("search")

    @property
    def notices_url(self) -> str:
        return address("notices:list")

    @property
    def help_url(self) -> str:
        return address("help")

    @property
    def act_in_url(self) -> str:
        """Takes a POST with `post` (its id) and `next`."""
        return address("units:act_in")


def navigation(request: HttpRequest) -> dict[str, object]:
    """Context processor: `navigation` (see above) and `theme`, the reader's choice of auto, light or dark."""
    theme = request.COOKIES.get(THEME_COOKIE, "")
    return {"navigation": Navigation(request), "theme": theme if theme in THEMES else "auto"}
