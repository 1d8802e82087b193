"""Which unit leads and which gives each open task after a reorganisation.

What those who gave a task chose for it goes before the choice for its officer's tasks, and that before the choice for
the unit.  A part that a unit gave is given by the unit that leads the whole; what a unit gave to its own officer stays
within the unit, or follows the officer to another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tasks.models import SuccessorChoice, Task
from tasks.services.reorganising.choices import LEAD, OFFICER
from tasks.services.reorganising.work import Work
from units.models import Post, Unit, User
from units.refusals import Conflict
from units.roles import WORK_ON_TASKS, Role


@dataclass(frozen=True)
class Step:
    """One task with what it will have."""

    task: Task
    lead: Unit
    giver: Unit
    officer: User | None

    @property
    def is_idle(self) -> bool:
        task = self.task
        return self.lead.pk == task.lead_id and self.giver.pk == task.assigning_organisation_id


class Decision:
    """Decides one task after the other, the whole before its parts."""

    def __init__(self, work: Work, tasks: Sequence[Task]) -> None:
        self._work = work
        self._sources = {unit.pk for unit in work.layout.units}
        self._staying = {unit.pk for unit in work.layout.units if work.layout.stays(unit)}
        choices = SuccessorChoice.objects.filter(reorganisation=work.reorganisation)
        self._chosen = dict(choices.values_list("task_id", "line_id"))
        posts = Post.objects.on(work.day).filter(unit__in=work.units.values(), role__in=WORK_ON_TASKS)
        self._people: dict[int, User] = {}
        self._at: set[tuple[int, int]] = set()
        self._heads: dict[int, list[User]] = {}
        for post in posts.select_related("user").order_by("is_deputy", "pk"):
            self._people[post.user_id] = post.user
            self._at.add((post.user_id, post.unit_id))
            if post.role == Role.HEAD:
                self._heads.setdefault(post.unit_id, []).append(post.user)
        self._by_pk = {unit.pk: unit for unit in work.units.values()}
        self._leads: dict[int, Unit] = {}
        self.steps = [
            step for task in sorted(tasks, key=lambda one: one.pk) if not (step := self._decide(task)).is_idle
        ]

    def _decide(self, task: Task) -> Step:
        giver = self._giver(task)
        lead = self._lead(task, giver)
        officer = task.officer
        if officer and lead.pk != task.lead_id and lead.pk != giver.pk and (officer.pk, lead.pk) not in self._at:
            officer = None
        if lead.pk == giver.pk and not (task.parent_id and officer):
            officer = self._who_answers(task, lead)
        self._leads[task.pk] = lead
        return Step(task, lead, giver, officer)

    def _lead(self, task: Task, giver: Unit) -> Unit:
        if task.lead_id not in self._sources:
            return task.lead
        if task.is_officers_part:
            return self._of_officers_part(task, giver)
        if task.pk in self._chosen:
            line = self._chosen[task.pk]
            if line is not None:
                return self._work.units[line]
            if task.lead_id in self._staying:
                return task.lead
        key = f"{OFFICER}:{task.lead_id}:{task.officer_id}" if task.officer_id else f"{LEAD}:{task.lead_id}"
        return self._work.successor(key) or self._rest(task.lead)

    def _of_officers_part(self, task: Task, giver: Unit) -> Unit:
        if giver.pk == task.assigning_organisation_id or (task.officer_id, giver.pk) in self._at:
            return giver
        elsewhere = sorted(unit for user, unit in self._at if user == task.officer_id)
        return self._by_pk[elsewhere[0]] if elsewhere else giver

    def _giver(self, task: Task) -> Unit:
        giver = task.assigning_organisation
        if giver.pk not in self._sources:
            return giver
        if task.parent_id:
            return self._leads.get(task.parent_id) or self._rest(giver)
        to = self._rest(giver)
        return to if to.pk == giver.pk or to.is_organisation else (to.organisation or to)

    def _rest(self, unit: Unit) -> Unit:
        """What nobody chose about: with the unit where it goes on, else with the main successor."""
        main = self._work.layout.main
        if unit.pk in self._staying or main is None:
            return unit
        return self._work.units[main.pk]

    def _who_answers(self, task: Task, unit: Unit) -> User:
        """The unit would give the task to itself: of a part a person takes it over, else somebody has to choose."""
        candidates = [task.officer] if task.officer_id and (task.officer_id, unit.pk) in self._at else []
        candidates += [person for person in (task.head_at_assignment,) if person and (person.pk, unit.pk) in self._at]
        candidates += self._heads.get(unit.pk, [])[1:] + self._heads.get(unit.pk, [])[:1]
        if task.parent_id and candidates:
            return candidates[0]  # type: ignore[return-value]
        raise Conflict(
            f"{unit.label} giao nhiệm vụ này nên không đồng thời chủ trì: có nhiệm vụ do {unit.label} giao cho "
            f"{task.lead.label}. Chọn một đơn vị của {unit.label} tiếp nhận các nhiệm vụ đó."
        )
