"""A person is told all that is kept about them, and nothing that is others' own."""

from __future__ import annotations

import json
import resource
from pathlib import Path
from typing import Any

import pytest

from helpdesk_tui.conversations import actions as talks
from helpdesk_tui.conversations import cases
from helpdesk_tui.conversations import talk as talk_lines
from helpdesk_tui.models.approvals import Answer, How
from helpdesk_tui.models.changes import change
from helpdesk_tui.models.conversations import Conversation, Person, State
from helpdesk_tui.models.events import Entity
from helpdesk_tui.models.tickets import Attachment, Message, TicketCaller
from helpdesk_tui.people import editing
from helpdesk_tui.privacy import erasing, finding, kept, page
from helpdesk_tui.rendering import markup
from helpdesk_tui.storage.whole import Unwritable
from helpdesk_tui.tickets import actions, approving, merging
from tests.privacy.conftest import NAME, THEIRS, Desk, run
from tests.support import holding, row


def test_all_that_is_kept_is_told_and_nothing_that_is_others_own(desk: Desk) -> None:
    told = kept.everything(desk.zaqira)
    whole = json.dumps(told, ensure_ascii=False)

    assert told["contact"]["email"] == "zaqira@acme.example"
    assert [job["role"] for job in told["employments"]] == ["Wyvernia"]
    (ticket,) = told["tickets"]
    assert [said["body"] for said in ticket["messages"]] == [
        f"My {THEIRS}",
        f"Turn the {THEIRS} off",
        "Done",
    ]
    (call,) = told["calls"]
    assert (call["number"], [said["body"] for said in call["messages"]]) == (
        desk.called,
        ["Mine is slow too"],
    )
    assert [talk["number"] for talk in told["talks"]] == [desk.talk]
    assert "between us" not in whole
    assert "Joan" not in whole
    assert told["left_out"]["internal_notes"] == 1


def test_an_approval_is_told_to_whom_it_was_asked_of_and_who_answered(desk: Desk) -> None:
    approving.ask(desk.ana, desk.called, desk.joan, "A till for 900 euros")
    (asked,) = approving.of(desk.called)
    how = {"said_by": desk.zaqira, "how": How.PHONE, "reason": ""}
    approving.note_answer(desk.ana, asked, Answer.APPROVED, **how)

    for person in (desk.zaqira, desk.joan):
        (told,) = kept.everything(person)["approvals"]
        assert (told["ticket"], told["what"]) == (desk.called, "A till for 900 euros")
        assert told["answer"] == "approved"
    assert "A till for 900 euros" in page.markdown(kept.everything(desk.zaqira))


def test_merging_hands_over_and_erases_no_ticket_of_another(desk: Desk) -> None:
    before = kept.everything(desk.zaqira)
    theirs = kept.everything(desk.joan)
    merging.merge(desk.ana, [row(desk.asked)], desk.called)

    after = kept.everything(desk.zaqira)
    assert after["tickets"] == before["tickets"]
    assert kept.everything(desk.joan)["tickets"][0]["messages"] == theirs["tickets"][0]["messages"]
    planned = erasing.plan(desk.zaqira, with_messages=True)
    erasing.erase(desk.ana, planned, anyway=True)
    assert holding(THEIRS) == set(), "not where it is read, either"
    assert holding("Joan's own words") == {desk.called}


def test_a_talk_they_were_to_hear_nothing_of_is_counted_but_not_told(desk: Desk) -> None:
    other = talks.begin(desk.ana, desk.acme, cases.find("breach", None)).things[0]
    talks.add(
        desk.ana, other, talk_lines.Person, name=NAME, contact=desk.zaqira, must_not_hear=True
    )
    told = kept.everything(desk.zaqira)
    assert [talk["number"] for talk in told["talks"]] == [desk.talk]
    assert told["left_out"]["talks_to_hear_nothing_of"] == 1


def test_one_line_that_says_so_keeps_a_talk_from_them(desk: Desk) -> None:
    Conversation.update(state=State.GIVEN, summary="Psst").execute()
    Person.create(
        conversation=desk.talk, position=9, created_at=Message.get().at, name=NAME,
        contact=desk.zaqira, must_not_hear=True,
    )  # fmt: skip
    told = kept.everything(desk.zaqira)
    assert (told["talks"], told["left_out"]["talks_to_hear_nothing_of"]) == ([], 1)


@pytest.mark.parametrize("table", [Person, Conversation])
def test_a_talk_in_which_they_stood_by_mistake_is_not_told(desk: Desk, table: Any) -> None:
    table.update(retired=True).execute()
    told = kept.everything(desk.zaqira)
    assert (told["talks"], told["left_out"]["talks_to_hear_nothing_of"]) == ([], 0)


def test_a_call_that_was_taken_back_is_not_told(desk: Desk) -> None:
    TicketCaller.update(withdrawn=True).execute()
    Message.update(withdrawn=True).where(Message.ticket == desk.called).execute()
    assert kept.everything(desk.zaqira)["calls"] == []


def test_what_others_wrote_in_their_ticket_is_counted_but_not_told(desk: Desk) -> None:
    with change(desk.ana) as hand:
        actions.called(hand, desk.asked, "Joan's own words", desk.joan, desk.acme)
    at = Message.get().at
    for message in Message.select().where(Message.ticket == desk.asked):
        Attachment.create(
            ticket=desk.asked, message=message, name=f"{message.kind} {message.contact_id}.txt",
            size=1, sha256="a" * 64, created_at=at,
        )  # fmt: skip
    told = kept.everything(desk.zaqira)
    assert "Joan" not in json.dumps(told)
    assert told["left_out"]["messages_of_others"] == 1
    files = told["tickets"][0]["attachments"]
    assert len(files) == 3, "neither that of Joan's nor that of a note of ours"
    assert "1 message of others" in page.markdown(told)


def test_a_summary_is_told_once_the_client_has_it_and_their_reaction_never(desk: Desk) -> None:
    Conversation.update(summary="We agreed.", reaction="furious").execute()
    assert kept.everything(desk.zaqira)["talks"][0]["summary"] is None
    Conversation.update(state=State.GIVEN).execute()
    told = kept.everything(desk.zaqira)
    assert told["talks"][0]["summary"] == "We agreed."
    assert "furious" not in json.dumps(told)


def test_the_page_has_what_the_document_has_and_no_markup_of_theirs(desk: Desk) -> None:
    Message.update(body="<script>x</script> [a](https://b) \x1b]0;t").execute()
    html = markup.html(page.markdown(kept.everything(desk.zaqira)), NAME, "en")
    assert "Likes Qwyjibo" in html
    assert "&lt;script&gt;x&lt;/script&gt; [a](https://b) ␛]0;t" in html
    assert "<script" not in html
    assert "href" not in html.partition("<body>")[2]


def test_a_contact_is_found_by_number_mail_or_name_also_when_put_away(desk: Desk) -> None:
    editing.retire(desk.ana, Entity.CONTACT, desk.zaqira)
    for words in ("zaqira xolotl", "ZAQIRA@acme.example", "xolo", str(desk.zaqira)):
        assert finding.contact(words) == desk.zaqira


def test_nobody_and_several_are_refused(desk: Desk) -> None:
    for words in ("nobody", "", "  ", "a", "99999", "9" * 20, "9" * 5000):
        with pytest.raises(finding.Unknown):
            finding.contact(words)


def test_whoever_is_erased_is_named_in_full(desk: Desk) -> None:
    for words in (NAME, "ZAQIRA@acme.example", str(desk.zaqira)):
        assert finding.contact(words, exactly=True) == desk.zaqira
    with pytest.raises(finding.Unknown, match=f"{desk.zaqira} {NAME}"):
        finding.contact("xolo", exactly=True)


def test_namesakes_are_told_apart_however_many_others_hold_the_name(desk: Desk) -> None:
    for number in range(12):
        last = editing.add_contact(desk.ana, None, {"name": f"Joan Puig i {number}"}).things[0]
    assert finding.contact("joan puig") == desk.joan
    editing.edit(desk.ana, Entity.CONTACT, last, {"name": "Joan Puig i 11"}, {"name": "Joan Puig"})
    with pytest.raises(finding.Unknown, match=f"{desk.joan} Joan Puig ACME, {last} Joan Puig"):
        finding.contact("joan puig")
    with pytest.raises(finding.Unknown, match="…"):
        finding.contact("puig i")


def test_neither_file_is_there_when_the_disk_is_full_before_both_are_written(
    tmp_path: Path,
) -> None:
    lists = (
        "employments",
        "tickets",
        "calls",
        "approvals",
        "talks",
        "letters",
        "time_entries",
        "named_in_tickets",
    )
    told = {
        "contact": {"id": 1, "name": "Z", "not on the page": "x" * 6000},
        **{name: [] for name in lists},
        "left_out": dict.fromkeys(
            ("internal_notes", "messages_of_others", "talks_to_hear_nothing_of"), 0
        ),
    }
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (5000, hard))
    try:
        with pytest.raises(Unwritable):
            page.write(told, tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(tmp_path.iterdir()) == []


def test_the_command_writes_two_files_and_never_over_others(desk: Desk, tmp_path: Path) -> None:
    written = run(desk, "export", NAME, "-o", str(tmp_path))
    assert written.exit_code == 0, written.output
    stem = tmp_path / f"contact-{desk.zaqira}"
    document = json.loads(stem.with_suffix(".json").read_text(encoding="utf-8"))
    assert document["contact"]["name"] == NAME
    assert "Wyvernia" in stem.with_suffix(".html").read_text(encoding="utf-8")
    assert stem.with_suffix(".json").stat().st_mode & 0o077 == 0
    assert run(desk, "export", NAME, "-o", str(tmp_path)).exit_code == 2
    assert run(desk, "export", NAME, "-o", str(tmp_path), "--replace").exit_code == 0
