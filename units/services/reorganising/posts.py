"""Posts and delegations pass to the units that take over; nobody loses a post without a choice.

An old post ends on the day and a new one begins; one that begins on the day or later simply belongs to the successor.
Undoing gives the new one to the old unit: the two then follow one another there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.db.models import Q

from units.models import Delegation, MovedRow, Post, Reorganisation, ReorganisedUnit, Unit
from units.roles import ASSIGN_TASKS, LOG_DIRECTIVES, MANAGE_ORGANISATION, Role
from units.services.reorganising.layout import DEPUTY, END, STAY, Item, Layout

WHAT, ENDED = "post", "post_end"
_AT_THE_TOP = (Role.HEAD, Role.LEADER)
_OF_THE_WHOLE = ASSIGN_TASKS | LOG_DIRECTIVES | MANAGE_ORGANISATION  # say something only in an organisation


def posts_of(units: Iterable[Unit], day: date) -> list[Post]:
    """Posts that somebody holds on the day or will hold later."""
    held = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    posts = Post.objects.filter(held, unit__in=list(units)).select_related("user", "unit")
    return list(posts.order_by("unit__path", "is_deputy", "role", "pk"))


def items(layout: Layout) -> list[Item]:
    day = layout.reorganisation.effective_on
    posts = posts_of(layout.units, day)
    taken = _tops(layout, day)
    found = []
    for post in posts:
        targets = layout.targets
        if post.unit.is_organisation and post.role in _OF_THE_WHOLE:
            targets = [line for line in targets if (line.unit.is_organisation if line.unit else line.is_organisation)]
        proposal = layout.proposal(post.unit, post.title, targets) or END
        deputies: tuple[tuple[str, str], ...] = ()
        if post.role in _AT_THE_TOP and not post.is_deputy:
            deputies = tuple((f"{line.pk}{DEPUTY}", f"Chuyển về {line.label}, làm cấp phó") for line in targets)
            if proposal not in (STAY, END) and (proposal, post.role) in taken:
                proposal += DEPUTY
            taken.add((proposal, post.role))
        found.append(
            Item(
                key=f"{WHAT}:{post.pk}",
                label=str(post.user),
                note=f"{post.title}, {post.get_role_display()}",
                source=post.unit_id,
                options=layout.options(post.unit, *deputies, (END, "Thôi giữ vị trí"), targets=targets),
                proposal=proposal,
            )
        )
    return found


def _tops(layout: Layout, day: date) -> set[tuple[str, str]]:
    """(line, role) of successors that somebody heads already."""
    units = {line.unit_id: str(line.pk) for line in layout.targets if line.unit_id}
    posts = Post.objects.on(day).filter(unit__in=units, role__in=_AT_THE_TOP, is_deputy=False)
    return {(units[unit], role) for unit, role in posts.values_list("unit_id", "role")}


def refusal(layout: Layout, chosen: Mapping[str, str]) -> str:
    """Why the choices about posts can't hold: a unit has one head."""
    day = layout.reorganisation.effective_on
    tops = {key for key in _tops(layout, day) if key[1] == Role.HEAD}
    for post in posts_of(layout.units, day):
        value = chosen.get(f"{WHAT}:{post.pk}", "")
        if post.role != Role.HEAD or post.is_deputy or (line := layout.target(value)) is None or DEPUTY in value:
            continue
        if (value, post.role) in tops:
            return f"{line.label} chỉ có một thủ trưởng. Chọn người khác làm cấp phó hoặc thôi giữ vị trí."
        tops.add((value, post.role))
    return ""


def move(layout: Layout, chosen: Mapping[str, str], units: Mapping[int, Unit]) -> list[MovedRow]:
    """`units`: line -> the successor, which exists by now."""
    reorganisation, day = layout.reorganisation, layout.reorganisation.effective_on
    held = {
        (post.user_id, post.unit_id, post.role)
        for post in Post.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), unit__in=units.values())
    }
    rows, renewed, changed = [], [], []
    for post in posts_of(layout.units, day):
        value = chosen[f"{WHAT}:{post.pk}"]
        if value == STAY:
            continue
        line, before = layout.target(value), _iso(post.valid_to)
        if line is None or (post.user_id, units[line.pk].pk, post.role) in held:
            post.valid_to = max(day, post.valid_from + timedelta(days=1))
            changed.append(post)
            rows.append(_row(reorganisation, ENDED, post, None, {"valid_to": before}))
            continue
        to, told = units[line.pk], {"is_deputy": post.is_deputy}
        held.add((post.user_id, to.pk, post.role))
        if post.valid_from >= day:
            rows.append(_row(reorganisation, WHAT, post, to, told))
            post.unit, post.is_deputy = to, post.is_deputy or value.endswith(DEPUTY)
            changed.append(post)
            continue
        new = Post(
            user=post.user,
            unit=to,
            role=post.role,
            title=post.title,
            is_deputy=post.is_deputy or value.endswith(DEPUTY),
            valid_from=day,
            valid_to=post.valid_to,
        )
        post.valid_to = day
        changed.append(post)
        renewed.append((post, new, told))
    Post.objects.bulk_update(changed, ["unit", "is_deputy", "valid_to"])
    Post.objects.bulk_create([new for _, new, _ in renewed])
    _delegations({old.pk: new for old, new, _ in renewed}, day)
    return rows + [
        MovedRow(
            reorganisation=reorganisation, what=WHAT, row=new.pk, from_unit=old.unit, to_unit=new.unit, before=told
        )
        for old, new, told in renewed
    ]


def _delegations(renewed: Mapping[int, Post], day: date) -> None:
    """Who acts for a person goes on acting in the new post, as long as it was given."""
    given = list(Delegation.objects.filter(post__in=renewed, revoked_at__isnull=True, valid_to__gt=day))
    begun = [one for one in given if one.valid_from < day]
    later = [one for one in given if one.valid_from >= day]
    again = [
        Delegation(
            post=renewed[one.post_id],
            delegate_id=one.delegate_id,
            valid_from=day,
            valid_to=one.valid_to,
            document=one.document,
        )
        for one in begun
    ]
    for one in begun:
        one.valid_to = day
    for one in later:
        one.post = renewed[one.post_id]
    Delegation.objects.bulk_update(given, ["post", "valid_to"])
    Delegation.objects.bulk_create(again)


def undo(reorganisation: Reorganisation) -> None:
    moved = {row.row: row for row in reorganisation.moved.filter(what=WHAT)}
    posts = list(Post.objects.filter(pk__in=moved))
    for post in posts:
        row = moved[post.pk]
        post.unit_id, post.is_deputy = row.from_unit_id, row.before["is_deputy"]  # type: ignore[assignment]
    Post.objects.bulk_update(posts, ["unit", "is_deputy"])
    ended = {row.row: row for row in reorganisation.moved.filter(what=ENDED)}
    stopped = list(Post.objects.filter(pk__in=ended))
    for post in stopped:
        back = ended[post.pk].before["valid_to"]
        post.valid_to = date.fromisoformat(back) if back else None
    Post.objects.bulk_update(stopped, ["valid_to"])


def _row(reorganisation: Reorganisation, what: str, post: Post, to: Unit | None, before: dict) -> MovedRow:
    return MovedRow(
        reorganisation=reorganisation, what=what, row=post.pk, from_unit_id=post.unit_id, to_unit=to, before=before
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def officers_in(layout: Layout, chosen: Mapping[str, str]) -> dict[int, list[ReorganisedUnit]]:
    """User id -> the successors to which their posts go."""
    found: dict[int, list[ReorganisedUnit]] = {}
    for post in posts_of(layout.units, layout.reorganisation.effective_on):
        if line := layout.target(chosen.get(f"{WHAT}:{post.pk}", "")):
            found.setdefault(post.user_id, []).append(line)
    return found
