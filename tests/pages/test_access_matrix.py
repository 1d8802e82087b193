"""Who gets what from which page: one table of roles and answers over every named page of the site."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.pages.world import ROLES, World, make_world
from units.clock import today

pytestmark = pytest.mark.django_db
COLUMNS = ("stranger", *ROLES)
# Answers: 200 shown, 302 led on, 403 may not, 404 not there for this person, 405 only by a form, 409 not now,
# 422 the form comes back.
#                                                       stra regi moni lead head offi neig admi outs
GET = """
home                                                    302  302  302  302  302  302  302  302  302
search                                                  302  200  200  200  200  200  200  200  200
help                                                    302  200  200  200  200  200  200  200  200
gallery                                                 302  200  200  200  200  200  200  200  200
account_change_password                                 302  200  200  200  200  200  200  200  200
account_inactive                                        200  200  200  200  200  200  200  200  200
units:list                                              302  200  200  200  200  200  200  200  200
units:new                                               302  403  403  403  403  403  403  200  403
units:detail pk=unit                                    302  200  200  200  200  200  200  200  200
units:rename pk=unit                                    302  403  403  403  403  403  403  200  403
units:move pk=unit                                      302  403  403  403  403  403  403  200  403
units:alias_new pk=unit                                 302  403  403  403  403  403  403  200  403
units:second_line_new pk=unit                           302  403  403  403  403  403  403  200  403
units:second_line_end pk=unit line=second_line          302  403  403  403  403  403  403  200  403
units:people                                            302  403  403  403  403  403  403  200  403
units:person_new                                        302  403  403  403  403  403  403  200  403
units:person pk=person                                  302  403  403  403  403  403  403  200  403
units:post_new pk=person                                302  403  403  403  403  403  403  200  403
units:import kind='don-vi'                              302  403  403  403  403  403  403  200  403
units:import_template kind='don-vi'                     302  403  403  403  403  403  403  200  403
units:my_posts                                          302  200  200  200  200  200  200  200  200
tasks:post_end pk=post                                  302  403  403  403  403  403  403  200  403
tasks:delegation_new pk=post                            302  404  404  404  200  404  404  404  404
notices:list                                            302  200  200  200  200  200  200  200  200
notices:open pk=notice                                  302  404  404  404  302  404  404  404  404
directives:list                                         302  200  200  200  200  200  200  200  200
directives:drafts                                       302  200  200  403  403  403  403  403  200
directives:log                                          302  200  200  403  403  403  403  403  200
directives:review pk=draft                              302  200  200  403  403  403  403  403  404
directives:named pk=draft                               302  422  422  403  403  403  403  403  404
directives:passage pk=draft                             302  422  422  403  403  403  403  403  404
directives:near pk=draft                                302  200  200  403  403  403  403  403  404
directives:outgoing                                     302  200  200  200  403  403  403  403  200
directives:outgoing_new                                 302  200  200  200  403  403  403  403  200
directives:outgoing_draft pk=letter                     302  200  200  200  404  404  404  404  404
directives:outgoing_file pk=letter                      302  200  200  200  404  404  404  404  404
directives:outgoing_issue pk=letter                     302  200  200  403  404  404  404  404  404
directives:register_outgoing                            302  200  200  200  403  403  403  403  200
directives:register_outgoing_of year=year               302  200  200  200  403  403  403  403  200
directives:register                                     302  200  200  200  403  403  403  403  200
directives:register_of year=year                        302  200  200  200  403  403  403  403  200
directives:detail pk=directive                          302  200  200  200  200  200  404  404  404
directives:complete pk=directive                        302  200  200  403  403  403  404  404  404
directives:file pk=directive attachment=attachment      302  200  200  200  200  200  404  404  404
directives:cited_list                                   302  200  200  403  403  403  403  403  200
directives:cited pk=citation                            302  200  200  403  403  403  404  404  404
directives:relation pk=directive citation=citation      302  200  200  403  403  403  404  404  404
directives:attach pk=directive                          302  200  200  403  403  403  404  404  404
directives:draft_file pk=draft                          302  200  200  404  404  404  404  404  404
directives:draft_enclosure pk=draft enclosure=enclosure 302  200  200  404  404  404  404  404  404
directives:arrival pk=arrival                           302  200  200  403  403  403  403  403  404
tasks:dashboard                                         302  403  200  200  403  403  403  403  200
tasks:conduct                                           302  403  200  200  200  403  200  403  200
tasks:conduct_list key='tra-lai'                        302  403  200  200  200  403  200  403  200
tasks:mine                                              302  200  200  200  200  200  200  200  200
tasks:list                                              302  200  200  200  200  200  200  200  200
tasks:assign_single                                     302  403  200  200  403  403  403  403  200
tasks:series_list                                       302  200  200  200  200  200  200  200  200
tasks:filings                                           302  200  200  200  200  200  200  200  200
tasks:series_detail pk=series                           302  404  200  200  200  200  404  404  404
tasks:handling_rules                                    302  403  403  200  403  403  403  403  403
tasks:reorganisations                                   302  200  200  200  200  200  200  200  200
tasks:reorganise_new                                    302  403  403  403  403  403  403  200  403
tasks:reorganisation pk=reorganisation                  302  404  200  200  404  404  404  200  404
tasks:reorganisation_tasks pk=reorganisation            302  404  200  200  404  404  404  403  404
tasks:assign directive_pk=directive                     302  403  200  200  403  403  404  404  404
tasks:post_online directive_pk=directive                302  403  200  200  403  403  404  404  404
tasks:panel directive_pk=directive                      302  200  200  200  200  200  404  404  404
tasks:chain directive_pk=directive                      302  200  200  200  200  200  404  404  404
tasks:detail pk=task                                    302  404  200  200  200  200  404  404  404
tasks:consult pk=task                                   302  404  403  403  200  403  404  404  404
tasks:consultations                                     302  200  200  200  200  200  200  200  200
tasks:consultation pk=consultation                      302  404  200  200  200  200  200  404  404
tasks:consultation_file pk=consultation file_pk=paper   302  404  200  200  200  200  200  404  404
tasks:file pk=task file_pk=file                         302  404  200  200  200  200  404  404  404
tasks:explanations                                      302  200  200  200  200  200  200  200  200
tasks:escalations                                       302  403  200  200  403  403  403  403  200
tasks:escalate                                          302  403  200  403  403  403  403  403  200
tasks:escalation pk=escalation                          302  404  200  200  404  404  404  404  404
tasks:reminders                                         302  200  200  200  200  200  200  200  200
tasks:remind                                            302  403  200  403  403  403  403  403  200
tasks:reminder pk=reminder                              302  200  200  200  200  200  404  404  404
tasks:reviews                                           302  403  200  200  403  403  403  403  200
tasks:review pk=review                                  302  404  200  200  404  404  404  404  404
tasks:inspections                                       302  403  200  200  200  403  200  403  200
tasks:inspection_new                                    302  403  200  200  403  403  403  403  200
tasks:inspection pk=inspection                          302  404  200  200  200  404  404  404  404
tasks:merit                                             302  403  200  200  200  200  200  403  200
tasks:merit_new kind='bieu-duong'                       302  403  200  200  403  403  403  403  200
tasks:merit_record pk=merit                             302  404  200  200  200  200  404  404  404
tasks:merit_correct pk=merit                            302  404  200  200  403  403  404  404  404
tasks:petitions                                         302  200  200  200  200  200  200  200  200
tasks:petition_new                                      302  200  200  200  403  403  403  403  200
tasks:petition pk=petition                              302  200  200  200  404  404  404  404  404
tasks:petition_file pk=petition                         302  404  404  404  404  404  404  404  404
tasks:handover                                          302  403  403  200  200  403  200  403  403
tasks:handover_of person=person                         302  403  403  404  200  403  404  403  403
tasks:strike pk=task seq=seq                            302  404  403  403  200  403  404  404  404
tasks:strike_file pk=task seq=seq file_pk=file          302  404  403  403  200  403  404  404  404
reports:list                                            302  403  200  200  403  403  403  403  200
reports:detail pk=report                                302  404  200  200  404  404  404  404  404
reports:bucket pk=report unit='tong' bucket='tat-ca'    302  404  200  200  404  404  404  404  404
reports:download pk=report form='xlsx'                  302  404  200  200  404  404  404  404  404
admin:index                                             302  302  302  302  302  302  302  200  302
"""
POST = """
theme                                                   302  302  302  302  302  302  302  302  302
units:new                                               302  403  403  403  403  403  403  422  403
units:rename pk=unit                                    302  403  403  403  403  403  403  422  403
units:move pk=unit                                      302  403  403  403  403  403  403  422  403
units:alias_new pk=unit                                 302  403  403  403  403  403  403  422  403
units:second_line_new pk=unit                           302  403  403  403  403  403  403  422  403
units:second_line_end pk=unit line=second_line          302  403  403  403  403  403  403  422  403
units:alias_remove pk=unit alias=alias                  302  403  403  403  403  403  403  302  403
units:group_alias_remove pk=owner alias=group_alias     302  403  403  403  403  403  403  302  403
units:person_new                                        302  403  403  403  403  403  403  422  403
units:person_password pk=person                         302  403  403  403  403  403  403  200  403
units:people_passwords                                  302  403  403  403  403  403  403  200  403
units:post_new pk=person                                302  403  403  403  403  403  403  422  403
units:import kind='nguoi-dung'                          302  403  403  403  403  403  403  422  403
units:import_confirm kind='nguoi-dung'                  302  403  403  403  403  403  403  302  403
units:act_in                                            302  404  404  404  404  404  404  404  404
tasks:post_end pk=post                                  302  403  403  403  403  403  403  422  403
tasks:delegation_new pk=post                            302  404  404  404  422  404  404  404  404
tasks:delegation_revoke pk=delegation                   302  404  404  404  302  404  404  404  404
notices:read_all                                        302  302  302  302  302  302  302  302  302
notices:open pk=notice                                  302  404  404  404  302  404  404  404  404
directives:log                                          302  422  422  403  403  403  403  403  422
directives:by_hand                                      302  302  302  403  403  403  403  403  302
directives:review pk=draft                              302  302  302  403  403  403  403  403  404
directives:discard pk=draft                             302  302  302  404  404  404  404  404  404
directives:arrival_cancel pk=arrival                    302  302  302  404  404  404  404  404  404
directives:outgoing_new                                 302  302  302  302  403  403  403  403  302
directives:outgoing_draft pk=letter                     302  409  409  409  404  404  404  404  404
directives:outgoing_act pk=letter act='tra-lai'         302  403  403  422  404  404  404  404  404
directives:outgoing_act pk=letter act='bo'              302  409  409  409  404  404  404  404  404
directives:outgoing_issue pk=letter                     302  422  422  403  404  404  404  404  404
directives:complete pk=directive                        302  422  422  403  403  403  404  404  404
directives:attach pk=directive                          302  422  422  403  403  403  404  404  404
directives:link pk=directive citation=citation          302  302  302  403  403  403  404  404  404
directives:link_all pk=directive                        302  302  302  403  403  403  404  404  404
directives:cited pk=citation                            302  302  302  403  403  403  404  404  404
directives:relation pk=directive citation=citation      302  422  422  403  403  403  404  404  404
tasks:assign_single                                     302  403  422  422  403  403  403  403  422
tasks:post_online directive_pk=directive                302  403  422  422  403  403  404  404  404
tasks:reorganise_new                                    302  403  403  403  403  403  403  422  403
tasks:reorganisation pk=reorganisation                  302  404  403  403  404  404  404  422  404
tasks:reorganisation_tasks pk=reorganisation            302  404  302  302  404  404  404  403  404
tasks:assign directive_pk=directive                     302  403  422  422  403  403  404  404  404
tasks:act pk=task action='accept'                       302  404  403  403  409  403  404  404  404
tasks:act pk=task action='report'                       302  404  403  403  302  302  404  404  404
tasks:act pk=task action='submit'                       302  404  403  403  302  403  404  404  404
tasks:act pk=task action='confirm'                      302  404  409  409  403  403  404  404  404
tasks:act pk=task action='send_back'                    302  404  409  409  403  403  404  404  404
tasks:act pk=task action='check_in'                     302  404  422  422  422  422  404  404  404
tasks:act pk=task action='plan_check_ins'               302  404  409  409  403  403  404  404  404
tasks:act pk=task action='give_part'                    302  404  422  422  422  422  404  404  404
tasks:act pk=task action='add_coordination'             302  404  422  422  422  422  404  404  404
tasks:act pk=task action='ask_coordination'             302  404  422  422  422  422  404  404  404
tasks:act pk=task action='report_coordination'          302  404  403  403  403  403  404  404  404
tasks:act pk=task action='progress_coordination'        302  404  403  403  403  403  404  404  404
tasks:act pk=task action='ask_more'                     302  404  422  422  422  422  404  404  404
tasks:act pk=task action='ask_extension'                302  404  403  403  302  403  404  404  404
tasks:act pk=task action='take_offer'                   302  404  403  403  409  403  404  404  404
tasks:act pk=task action='decline_offer'                302  404  403  403  409  403  404  404  404
tasks:act pk=task action='withdraw_extension'           302  404  403  403  409  403  404  404  404
tasks:act pk=task action='grant_extension'              302  404  403  409  403  403  404  404  404
tasks:act pk=task action='offer_extension'              302  404  403  409  403  403  404  404  404
tasks:act pk=task action='refuse_extension'             302  404  403  409  403  403  404  404  404
tasks:act pk=task action='propose'                      302  404  422  422  422  422  404  404  404
tasks:act pk=task action='withdraw_proposal'            302  404  403  403  409  403  404  404  404
tasks:act pk=task action='approve_proposal'             302  404  403  409  403  403  404  404  404
tasks:act pk=task action='return_proposal'              302  404  403  409  403  403  404  404  404
tasks:act pk=task action='refuse_proposal'              302  404  403  409  403  403  404  404  404
tasks:act pk=task action='return'                       302  404  403  403  409  403  404  404  404
tasks:act pk=task action='transfer'                     302  404  409  409  403  403  404  404  404
tasks:act pk=task action='insist'                       302  404  409  409  403  403  404  404  404
tasks:act pk=task action='suspend'                      302  404  403  302  403  403  404  404  404
tasks:act pk=task action='resume'                       302  404  403  409  403  403  404  404  404
tasks:act pk=task action='cancel'                       302  404  302  302  403  403  404  404  404
tasks:act pk=task action='reopen'                       302  404  409  409  403  403  404  404  404
tasks:act pk=task action='ask_explanation'              302  404  302  302  403  403  404  404  404
tasks:act pk=task action='give_explanation'             302  404  403  403  409  403  404  404  404
tasks:act pk=task action='withdraw_explanation'         302  404  409  409  403  403  404  404  404
tasks:act pk=task action='guide'                        302  404  302  302  403  403  404  404  404
tasks:act pk=task action='escalate'                     302  404  302  403  403  403  404  404  404
tasks:act pk=task action='decide_escalation'            302  404  404  404  404  404  404  404  404
tasks:escalate                                          302  403  422  403  403  403  403  403  422
tasks:escalation pk=escalation                          302  404  403  422  404  404  404  404  404
tasks:escalation_withdraw pk=escalation                 302  404  422  403  404  404  404  404  404
tasks:remind                                            302  403  422  403  403  403  403  403  422
tasks:reviews                                           302  403  422  422  403  403  403  403  422
tasks:review_conclude pk=review line=reviewed           302  404  422  422  404  404  404  404  404
tasks:inspection_new                                    302  403  422  422  403  403  403  403  422
tasks:inspection_act pk=inspection act='ket-luan'       302  404  422  422  403  404  404  404  404
tasks:finding_assign pk=inspection finding=finding      302  404  422  422  403  404  404  404  404
tasks:merit_new kind='trach-nhiem'                      302  403  422  422  403  403  403  403  422
tasks:merit_correct pk=merit                            302  404  422  422  403  403  404  404  404
tasks:petition_new                                      302  422  422  422  403  403  403  403  422
tasks:petition_act pk=petition act='giao'               302  403  422  422  404  404  404  404  404
tasks:series_act pk=series action='doi-han'             302  404  422  422  403  403  404  404  404
tasks:series_act pk=series action='chuyen-don-vi'       302  404  422  422  403  403  404  404  404
tasks:series_act pk=series action='ket-thuc'            302  404  422  422  403  403  404  404  404
tasks:review_conclude pk=review line=reviewed               302  404  422  422  404  404  404  404  404
tasks:consult pk=task                                   302  404  403  403  422  403  404  404  404
tasks:consultation_act pk=consultation act='tra-loi'    302  404  403  403  403  403  422  404  404
tasks:consultation_act pk=consultation act='du-thao'    302  404  403  403  403  403  422  404  404
tasks:consultation_act pk=consultation act='thong-nhat' 302  404  403  403  422  403  403  404  404
tasks:consultation_act pk=consultation act='lui-han'    302  404  403  403  422  403  403  404  404
tasks:consultation_act pk=consultation act='rut'        302  404  403  403  422  403  403  404  404
tasks:handover_of person=person                         302  403  403  404  422  403  404  403  403
tasks:strike pk=task seq=seq                            302  404  403  403  422  403  404  404  404
tasks:strike_file pk=task seq=seq file_pk=file          302  404  403  403  422  403  404  404  404
tasks:act pk=task action='name_officer'                 302  404  403  403  302  403  404  404  404
tasks:act pk=task action='hand_over'                    302  404  422  422  422  422  404  404  404
reports:issue                                           302  403  422  422  403  403  403  403  422
account_logout                                          302  302  302  302  302  302  302  302  302
"""
OPEN_TO_STRANGERS = {"account_login"}


def rows(table: str) -> Iterator[tuple[str, list[int]]]:
    """(page with its keys, answers by column)."""
    for line in table.strip().splitlines():
        parts = line.split()
        yield " ".join(parts[: -len(COLUMNS)]), [int(part) for part in parts[-len(COLUMNS) :]]


def address(page: str, world: World) -> str:
    """ "units:detail pk=unit": the address for the unit of the world; a key in quotes stands for itself."""
    name, *keys = page.split()
    named = dict(key.split("=") for key in keys)
    values = {key: value.strip("'") if "'" in value else world.keys[value] for key, value in named.items()}
    return reverse(name, kwargs=values)


def names(resolver: URLResolver, space: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{space}{entry.name}"
        else:
            yield from names(entry, f"{space}{entry.namespace}:" if entry.namespace else space)


def clients(world: World) -> dict[str, Client]:
    found = {"stranger": Client()}
    for role in ROLES:
        found[role] = Client()
        found[role].force_login(world.people[role])
    return found


def typed(page: str, world: World) -> dict[str, object]:
    """What a form of a task is sent with; other forms are sent blank and come back where they may be sent at all."""
    if not page.startswith("tasks:act"):
        return {"sent": "1"}
    words = dict.fromkeys(
        ("note", "reason", "summary", "decision", "explanation", "question", "answer", "proposal"), "Đã rõ."
    )
    file = SimpleUploadedFile("ket-qua.txt", "Kết quả.".encode())
    lead = world.people["neighbour"].posts.get().unit_id
    due_on = today() + timedelta(days=60)
    return {
        **words,
        "version": world.task.version,
        "reference": "45/BC-TCCB",
        "issued_on": f"{today():%d/%m/%Y}",
        "time": "fresh",
        "file": file,
        "lead": lead,
        "handling": "transfer",
        "officer": world.people["officer"].pk if "name_officer" in page else "",
        "due_on": f"{due_on:%d/%m/%Y}",
    }


def answers(client: Client, method: str, page: str, world: World) -> int:
    """The answer, with everything that it changed undone."""
    data = typed(page, world) if method == "post" else {}
    with transaction.atomic():
        response = getattr(client, method)(address(page, world), data)
        if response.streaming:
            b"".join(response.streaming_content)
        transaction.set_rollback(True)
    return response.status_code


@pytest.mark.parametrize(("method", "table"), [("get", GET), ("post", POST)])
def test_every_role_gets_its_answer_from_every_page(method, table):
    world = make_world()
    by_role = clients(world)
    wrong = {
        f"{page} as {column}": f"{got} instead of {expected}"
        for page, row in rows(table)
        for column, expected in zip(COLUMNS, row, strict=True)
        if (got := answers(by_role[column], method, page, world)) != expected
    }
    assert wrong == {}


def test_no_page_is_missing_from_the_table():
    listed = {page.split()[0] for table in (GET, POST) for page, _ in rows(table)}
    ours = {name for name in names(get_resolver()) if not name.startswith("admin:")}
    assert ours - listed - OPEN_TO_STRANGERS == set()
