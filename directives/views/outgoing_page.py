"""Facts of a draft's page: how it stands, what is missing, how it will read, and what the reading finds in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from directives.confirmed import Deadline, Node, Party
from directives.forms.letter import LetterForm
from directives.models import Directive, Instruction, OutgoingDraft, StatedDeadline
from directives.permissions import can_approve, can_draft, can_issue
from directives.reading import read
from directives.services.issuing import letterhead_of, units_meant
from directives.services.keeping import as_stored
from directives.services.parties import Directory
from directives.services.proposals import from_proposal
from directives.views.facts import LONG, PrintedParty, TreeNode
from directives.writing.letter import text_of
from units.clock import today
from units.models import User

State = OutgoingDraft.State


@dataclass(frozen=True)
class Standing:
    """The badge of a draft; one of components/badge.html."""

    tone: str
    icon: str
    label: str


_LOOK = {
    State.DRAFTING: ("neutral", "pencil"),
    State.SUBMITTED: ("violet", "hourglass"),
    State.APPROVED: ("blue", "check"),
    State.ISSUED: ("green", "circle-check"),
    State.DISCARDED: ("grey", "ban"),
}


def standing_of(draft: OutgoingDraft) -> Standing:
    return Standing(*_LOOK[State(draft.state)], label=draft.get_state_display())


def page_facts(
    draft: OutgoingDraft | None, form: LetterForm, *, user: User, parent: Directive | None
) -> dict[str, Any]:
    """Context of directives/outgoing/draft.html; a draft that is done with shows its preview alone."""
    checked = form if form.is_bound else checked_of(form)
    is_sound = checked.is_valid()
    letter = checked.letter()
    head = letterhead_of(letter, organisation=form.organisation, drafter=checked.drafting_unit)
    text = text_of(letter, head)
    proposal = read(text)
    nodes = from_proposal(as_stored(proposal), form.directory).nodes
    seen = Directive.objects.visible_to(user)
    return {
        "draft": draft,
        "form": form,
        "parent": seen.filter(pk=parent.pk).first() if parent else None,
        "parent_nodes": list(parent.instructions.all()) if parent and seen.filter(pk=parent.pk).exists() else [],
        "standing": standing_of(draft) if draft else None,
        "is_open": draft is None or draft.is_open,
        "problems": [] if is_sound or draft is None or form.is_bound else problems_of(checked),
        "preview": text,
        "nodes": [drawn(node, text, form.directory) for node in nodes],
        "doubts": [party for node in nodes for party in (*node.leads, *node.coordinating) if party.doubt],
        "addressed": units_meant(letter.addressees, on=today()),
        "can_draft": can_draft(user),
        "can_approve": can_approve(user, draft) if draft else False,
        "can_issue": can_issue(user),
        "is_drafting": draft is None or draft.state == State.DRAFTING,
        "is_submitted": draft is not None and draft.state == State.SUBMITTED,
        "is_approved": draft is not None and draft.state == State.APPROVED,
    }


def checked_of(form: LetterForm) -> LetterForm:
    """The same draft, judged; the form that is drawn stays without errors."""
    return LetterForm(
        form.initial,
        organisation=form.organisation,
        user=form.user,
        directory=form.directory,
        day=today(),
    )


def problems_of(form: LetterForm) -> list[tuple[str, str]]:
    """(id of the field, the sentence) of what has to be mended before the draft goes on."""
    return [
        (form[name].id_for_label if name in form.fields else "", str(sentence))
        for name, sentences in form.errors.items()
        for sentence in sentences
    ]


def drawn(node: Node, text: str, directory: Directory) -> TreeNode:
    """A row for components/tree.html, as the directive's page will draw it."""
    return TreeNode(
        label=_printed_label(node, text),
        depth=min(node.level - 1, 4),
        text=node.text,
        is_heading=node.kind == Instruction.Kind.HEADING,
        is_long=len(node.text) > LONG,
        anchor="",
        leads=[_printed(party, directory) for party in node.leads],
        coordinating=[_printed(party, directory) for party in node.coordinating],
        deadlines=[_stated(one) for one in node.deadlines],
    )


def _printed(party: Party, directory: Directory) -> PrintedParty:
    is_known = bool(party.unit_id or party.group_id) and not party.doubt
    return PrintedParty(party.as_printed, directory.label(party) if is_known else party.as_printed, is_known)


def _stated(deadline: Deadline) -> StatedDeadline:
    """A row that is never kept: the page draws both alike."""
    return StatedDeadline(kind=deadline.kind, as_printed=deadline.as_printed, due_on=deadline.due_on)


def _printed_label(node: Node, text: str) -> str:
    if not node.label or node.span is None:
        return node.label
    found = re.match(rf"\W{{0,2}}{re.escape(node.label)}\s?[.):/]?", text[node.span[0] : node.span[0] + 40])
    return found.group().strip() if found else node.label
