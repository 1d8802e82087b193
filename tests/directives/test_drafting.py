"""A draft on its way to its number: kept as typed, handed in, approved, sent back, issued."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from directives.models import Directive, OutgoingDraft
from directives.services import drafting
from notices.models import Kind, Notification
from tests.directives.conftest import NOW, SECRET
from tests.directives.letters import begin, content_of, letter_of
from tests.factories.units import make_person
from units.models import AuditEvent, AuditKind
from units.refusals import Conflict, Forbidden
from units.roles import Role

pytestmark = pytest.mark.django_db
State = OutgoingDraft.State


def act(name, draft, by, **more):
    """The act on the newest state of the draft."""
    draft.refresh_from_db()
    sent = {"draft": draft, "version": draft.version, "by": by, "now": NOW} | more
    return getattr(drafting, f"{name}_draft")(**sent)


def approved(office):
    draft = begin(office)
    act("submit", draft, office.monitor, letter=letter_of(office))
    return act("approve", draft, office.leader, letter=letter_of(office))


def issue(office, draft, by=None):
    return act(
        "issue", draft, by or office.registrar, letter=letter_of(office), drafter=office.desk, implements=[], copies=3
    )


def test_a_draft_goes_from_the_writer_to_the_leader_to_the_register(office):
    draft = begin(office)
    assert (draft.state, draft.subject) == (State.DRAFTING, "tăng cường kỷ luật, kỷ cương")
    draft = act("submit", draft, office.monitor, letter=letter_of(office))
    assert draft.state == State.SUBMITTED
    draft = act("approve", draft, office.leader, letter=letter_of(office))
    assert (draft.state, draft.approved_by) == (State.APPROVED, office.leader)
    assert not Directive.objects.exists()
    directive = issue(office, draft)
    draft.refresh_from_db()
    assert (draft.state, draft.directive) == (State.ISSUED, directive)
    assert (directive.code_number, directive.outgoing_entry.copies) == ("1", 3)


def test_who_waits_for_what_is_told_once(office):
    draft = approved(office)
    told = {(row.kind, row.recipient) for row in Notification.objects.all()}
    assert told == {
        (Kind.DRAFT_SUBMITTED, office.leader),
        (Kind.DRAFT_ANSWERED, office.monitor),
        (Kind.DRAFT_ANSWERED, office.registrar),
    }
    waiting = OutgoingDraft.objects.waiting_for
    assert [list(waiting(user)) for user in (office.leader, office.registrar, office.head)] == [[], [draft], []]


def test_of_two_who_write_the_second_is_told_who_was_first(office):
    draft = begin(office)
    drafting.save_draft(draft=draft, content=content_of(office, subject="a"), version=1, by=office.registrar, now=NOW)
    with pytest.raises(drafting.SavedByAnother, match=f"{office.registrar} đã thay đổi dự thảo này lúc 09:00"):
        drafting.save_draft(draft=draft, content=content_of(office, subject="b"), version=1, by=office.monitor, now=NOW)
    draft.refresh_from_db()
    assert (draft.subject, draft.version) == ("a", 2)


def test_the_same_words_saved_again_change_nothing(office):
    draft = approved(office)
    kept = drafting.save_draft(
        draft=draft, content=draft.content, version=draft.version, by=office.monitor, now=NOW + timedelta(hours=1)
    )
    assert (kept.state, kept.version, kept.saved_at) == (State.APPROVED, draft.version, draft.saved_at)


def test_words_changed_after_the_approval_are_to_be_approved_again(office):
    draft = approved(office)
    act("save", draft, office.monitor, content=content_of(office, subject="khác"))
    draft.refresh_from_db()
    assert (draft.state, draft.approved_by, draft.approved_at) == (State.DRAFTING, None, None)
    with pytest.raises(Conflict, match="chưa được lãnh đạo duyệt"):
        issue(office, draft)


def test_a_draft_is_sent_back_with_what_is_to_be_mended(office):
    draft = approved(office)
    with pytest.raises(ValidationError, match="Ghi rõ nội dung cần sửa"):
        act("send_back", draft, office.leader, note=" ")
    act("send_back", draft, office.leader, note="Bổ sung hạn báo cáo.")
    draft.refresh_from_db()
    assert (draft.state, draft.note) == (State.DRAFTING, "Bổ sung hạn báo cáo.")
    assert Notification.objects.filter(title__startswith="Trả lại để sửa").get().recipient == office.monitor


def test_only_leaders_approve_and_deputies_only_what_they_sign(office):
    deputy = make_person(office.organisation, Role.LEADER, title="Phó Giám đốc", is_deputy=True)
    draft = begin(office)
    for user, reason in ((office.monitor, "việc của lãnh đạo"), (deputy, "do chính mình ký")):
        with pytest.raises(Forbidden, match=reason):
            act("approve", draft, user, letter=letter_of(office))
    own = begin(office, signer=str(deputy.acting_post.pk))
    assert act("approve", own, deputy, letter=letter_of(office)).state == State.APPROVED


def test_units_do_not_write_what_the_office_issues(office):
    with pytest.raises(Forbidden, match="việc của Văn phòng"):
        begin(office, by=office.head)
    assert not OutgoingDraft.objects.visible_to(office.head).exists()


def test_only_who_keeps_the_register_issues(office):
    draft = approved(office)
    with pytest.raises(Forbidden, match="việc của văn thư"):
        issue(office, draft, by=office.leader)


def test_what_is_issued_or_set_aside_can_not_be_changed(office):
    draft = approved(office)
    issue(office, draft)
    with pytest.raises(Conflict, match="đã được ban hành"):
        issue(office, draft)
    aside = begin(office)
    act("discard", aside, office.monitor)
    with pytest.raises(Conflict, match="đã được bỏ"):
        act("save", aside, office.monitor, content={})
    assert list(OutgoingDraft.objects.open()) == []
    assert Directive.objects.count() == 1


def test_a_secret_text_is_not_kept_even_as_a_draft(office):
    draft = begin(office)
    for call in (
        lambda: begin(office, body=SECRET),
        lambda: act("save", draft, office.monitor, content=content_of(office, body=SECRET)),
    ):
        with pytest.raises(ValidationError, match="dấu chỉ độ mật"):
            call()
    assert OutgoingDraft.objects.get().content == content_of(office)
    assert AuditEvent.objects.filter(kind=AuditKind.SECRET_REFUSED).count() == 2
