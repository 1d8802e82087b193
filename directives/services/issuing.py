"""Issuing a document of our own: its number, its text for good, its rows, its file and who may see it, all or nothing.

What is written as a draft goes through `drafting`; another app that issues a letter of its own (a công văn đôn đốc)
calls `issue_letter`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from directives.bodies import same_body
from directives.confirmed import Cited, Confirmed, Node, Party
from directives.keys import reference_keys
from directives.letters import TO_KNOW, Letter, Letterhead
from directives.models import (
    Addressee,
    AddresseeUnit,
    Attachment,
    Citation,
    Directive,
    DirectiveAccess,
    Relation,
)
from directives.numbering import code_of, notation_of, reference_of
from directives.permissions import can_issue
from directives.reading import read
from directives.reading.proposal import Proposal
from directives.services.keeping import keep
from directives.services.parties import load_directory
from directives.services.proposals import from_proposal
from directives.services.register import enter_outgoing, lock_outgoing, next_number
from directives.services.rows import add_lists, add_tree
from directives.services.secrecy import demand_open
from directives.writing.letter import docx_of, text_of
from files.services.storage import RESULT_FILES, store
from notices.models import Kind
from notices.services.outbox import Message, notify
from units.models import AuditKind, Post, Unit, UnitGroup, User
from units.refusals import demand
from units.services.audit import record
from units.services.groups import expand

#: What a draft bears in place of its number.
BLANK = "…"


def letterhead_of(
    letter: Letter, *, organisation: Unit, drafter: Unit | None, number: int | None = None, on: date | None = None
) -> Letterhead:
    """Names, số and ký hiệu as the office prints them; without a number a draft's ("…/SGDĐT-VP")."""
    notation = notation_for(letter.document_type, organisation=organisation, drafter=drafter)
    above = Unit.objects.get_parent(organisation)
    return Letterhead(
        agency=organisation.name,
        superior=above.name if above else "",
        reference=reference_of(number, notation) if number else f"{BLANK}/{notation}",
        on=on,
    )


def notation_for(document_type: str, *, organisation: Unit, drafter: Unit | None) -> str:
    """Ký hiệu of a document of the organisation that `drafter` wrote."""
    return notation_of(
        document_type,
        agency=code_of(organisation.name, organisation.short_name),
        drafter=code_of(drafter.name, drafter.short_name) if drafter else "",
    )


@transaction.atomic
def issue_letter(
    *,
    letter: Letter,
    drafter: Unit | None,
    by: User,
    now: datetime,
    implements: Sequence[Directive] = (),
    copies: int | None = None,
) -> Directive:
    """The document under the next number of its series, issued today by the organisation of the person's post.

    It is an ISSUED directive with its text (DocumentText, immutable), its instructions as the reading finds them, its
    DOCX as the main attachment, links to what it `implements`, and its line in the outgoing register
    (`directive.outgoing_entry`).  Groups of Kính gửi and "để biết" become the units that they mean today; these units
    see the document and their heads are told.  `drafter`: the unit whose code a công văn bears.
    Lock what the letter is about before: the counter comes last.  ValidationError where the text bears a mark of
    secrecy.
    """
    demand(can_issue(by))
    post = by.acting_post
    assert post is not None  # can_issue has asked
    organisation, on = post.organisation, timezone.localdate(now)
    directory = load_directory(organisation, on=on)
    counter = lock_outgoing(organisation=organisation, document_type=letter.document_type, on=on)
    number = next_number(counter)
    head = letterhead_of(letter, organisation=organisation, drafter=drafter, number=number, on=on)
    text = text_of(letter, head)
    proposal = read(text)
    demand_open(proposal)
    document = keep(text=text, proposal=proposal, by=by, post=post, now=now)
    found = from_proposal(document.reading.proposal, directory)
    directive = Directive.objects.create(
        direction=Directive.Direction.ISSUED,
        owner=organisation,
        issuing_unit=organisation,
        issuing_body=organisation.name,
        document_type=letter.document_type,
        code_number=str(number),
        code_notation=notation_for(letter.document_type, organisation=organisation, drafter=drafter),
        reference_as_printed=head.reference,
        issued_on=on,
        subject=letter.subject,
        priority=letter.priority,
        signer_name=letter.signature.name,
        signer_position=letter.signature.position,
        filing_note=next((copy.as_printed for copy in letter.copies if copy.is_archive), "")[:100],
        is_electronic_only=letter.is_electronic_only,
        logged_by=by,
        logged_in_post=post,
        logged_at=now,
    )
    others = _cite_implemented(directive, implements, found.citations, by, now)
    add_lists(directive, _printed(letter, others))
    add_tree(directive, tuple(_certain_node(node) for node in found.nodes))
    document.directive = directive
    document.save(update_fields=["directive"])
    stored = store(data=docx_of(letter, head), name="van-ban.docx", accept=RESULT_FILES, now=now)
    Attachment.objects.create(
        directive=directive, file=stored, name=file_name(head.reference), is_main=True, added_by=by, added_at=now
    )
    send_to_units(directive=directive, informed=letter.informed, on=on, by=by, now=now)
    enter_outgoing(directive=directive, counter=counter, at=now, copies=copies)
    record(
        kind=AuditKind.DIRECTIVE_ISSUED, by=by, now=now, subject=f"Ban hành {directive}", detail={"id": directive.pk}
    )
    return directive


def file_name(reference: str) -> str:
    """ "45-SGDĐT-VP.docx"."""
    return f"{reference.replace('/', '-').replace(BLANK, 'du-thao')}.docx"


def demand_open_letter(letter: Letter, head: Letterhead) -> Proposal:
    """The reading of the text as it stands; ValidationError where it bears a mark of secrecy."""
    proposal = read(text_of(letter, head))
    demand_open(proposal)
    return proposal


def units_meant(parties: Iterable[Party], *, on: date) -> list[tuple[Party, list[Unit]]]:
    """Each entry with the units that it means on the day: itself, or what its group is made up of."""
    rows = list(parties)
    units = Unit.objects.in_bulk([party.unit_id for party in rows if party.unit_id])
    groups = UnitGroup.objects.select_related("owner").in_bulk([party.group_id for party in rows if party.group_id])
    return [
        (
            party,
            [units[party.unit_id]]
            if party.unit_id in units
            else expand(groups[party.group_id], on)
            if party.group_id in groups
            else [],
        )
        for party in rows
    ]


def keep_addressed(*, directive: Directive) -> dict[int, Unit]:
    """The units of Kính gửi, groups as they were made up on the day of issue (today's where it is not known), see the
    directive.  What a group meant is kept: who joins or leaves it later changes nothing (requirement A12)."""
    on = directive.issued_on or timezone.localdate(directive.logged_at)
    rows = list(Addressee.objects.filter(directive=directive))
    meant = units_meant((Party(row.as_printed, row.unit_id, row.group_id) for row in rows), on=on)
    AddresseeUnit.objects.bulk_create(
        AddresseeUnit(addressee=row, unit=unit) for row, (_, units) in zip(rows, meant, strict=True) for unit in units
    )
    addressed = {unit.pk: unit for _, units in meant for unit in units}
    _open_to(directive, addressed, DirectiveAccess.Reason.ADDRESSED)
    return addressed


def send_to_units(*, directive: Directive, informed: Iterable[Party], on: date, by: User, now: datetime) -> None:
    """The units of Kính gửi and of "để biết" on the day see the directive, and their heads are told."""
    addressed = keep_addressed(directive=directive)
    to_know = {unit.pk: unit for _, units in units_meant(informed, on=on) for unit in units if unit.pk not in addressed}
    _open_to(directive, to_know, DirectiveAccess.Reason.INFORMED)
    heads = Post.objects.in_charge_of([*addressed.values(), *to_know.values()], on=on).select_related("user")
    notify(
        messages=[
            Message(
                recipient=head.user,
                kind=Kind.DIRECTIVE_ISSUED,
                key=f"directive:{directive.pk}",
                title=f"{directive} gửi {head.unit.label}{f' ({TO_KNOW})' if head.unit_id in to_know else ''}",
                link=f"/van-ban/{directive.pk}/",
                body=directive.subject,
            )
            for head in heads.select_related("unit")
            if head.user_id != by.pk
        ],
        now=now,
    )


def _open_to(directive: Directive, units: Iterable[int], reason: DirectiveAccess.Reason) -> None:
    DirectiveAccess.objects.bulk_create(
        DirectiveAccess(directive=directive, unit_id=unit, reason=reason) for unit in units
    )


def _printed(letter: Letter, citations: tuple[Cited, ...]) -> Confirmed:
    """The lists of the document for its rows."""
    return Confirmed(
        issuing_body="",
        subject=letter.subject,
        addressees=letter.addressees,
        recipients=letter.copies,
        citations=citations,
    )


def _cite_implemented(
    directive: Directive, implements: Iterable[Directive], citations: tuple[Cited, ...], by: User, now: datetime
) -> tuple[Cited, ...]:
    """What the writer says that the document implements is cited as that and linked by that word, in the text or not
    (requirement B1); a new document closes no circle.  Returns what else the text cites."""
    rest = list(citations)
    for target in implements:
        same = [one for one in rest if _is_same(one, target)]
        rest = [one for one in rest if one not in same]
        cited = same[0] if same else _cited(target)
        Citation.objects.create(
            directive=directive,
            relation=Relation.IMPLEMENTS,
            as_printed=cited.as_printed,
            reference=cited.reference,
            issued_on=cited.issued_on,
            issuing_body=cited.issuing_body,
            target=target,
            settled_by=by,
            settled_in_post=by.acting_post,
            settled_at=now,
        )
    return tuple(rest)


def _is_same(cited: Cited, target: Directive) -> bool:
    keys = reference_keys(cited.reference)
    if not keys.number or (keys.number, keys.notation) != (target.code_number_key, target.code_notation_key):
        return False
    return not (cited.issued_on and target.issued_on and cited.issued_on != target.issued_on)


def cited_words(target: Directive) -> str:
    """A record as a text cites it: "Công văn số 271/UBND-VP8 ngày 11/05/2023 của UBND tỉnh"."""
    number = f" số {target.reference}" if target.code_number else ""
    day = f" ngày {target.issued_text}" if target.issued_text else ""
    return f"{target.get_document_type_display()}{number}{day} của {_body_of(target)}"[:500]


def _body_of(target: Directive) -> str:
    """The issuer in the letters of a text: a letterhead's capitals become the name of the unit that they name."""
    if not target.issuing_body.isupper():
        return target.issuing_body
    known = [target.issuing_unit] if target.issuing_unit else [*Unit.objects.get_ancestors(target.owner), target.owner]
    return next((unit.name for unit in known if same_body(unit.name, target.issuing_body)), target.issuing_body)


def _cited(target: Directive) -> Cited:
    return Cited(Relation.IMPLEMENTS, cited_words(target), target.reference[:80], target.issued_on, target.issuing_body)


def _certain_node(node: Node) -> Node:
    """A unit that the text does not name beyond doubt stays as printed: who assigns decides."""
    return replace(
        node,
        leads=tuple(map(_certain, node.leads)),
        coordinating=tuple(map(_certain, node.coordinating)),
    )


def _certain(party: Party) -> Party:
    return Party(party.as_printed) if party.doubt else party
