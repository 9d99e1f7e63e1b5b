"""Boxes of mails become tickets with their threads, once, whatever the box and its order."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpdesk_tui.intake.errors import IntakeError
from helpdesk_tui.intake.formats import Format, format_of
from helpdesk_tui.intake.mail.post import Post
from helpdesk_tui.intake.run import Options, import_file
from helpdesk_tui.intake.told import lines
from helpdesk_tui.models.events import Event
from helpdesk_tui.models.people import Client, Contact, Employment, Technician
from helpdesk_tui.models.tickets import Message, MessageKind, Status, Ticket, Wait
from tests.intake.letters import CONVERSATION, DESK, START, eml, letter, maildir, mbox
from tests.intake.test_importing import found

Content = Callable[[], dict[str, Any]]

pytestmark = pytest.mark.usefixtures("desk")


def technician(email: str = "Ana@Desk.example") -> Technician:
    return Technician.create(name="Ana", sort_key="ana", email=email, created_at=START)


def thread(external: str) -> list[tuple[str, MessageKind, datetime, str]]:
    """Who said what in a ticket: one of us with a star."""
    ticket = Ticket.get(Ticket.external == external)
    messages = Message.select().where(Message.ticket == ticket.id).order_by(Message.at, Message.id)
    return [
        (
            f"*{m.technician.name}" if m.technician else m.contact.name if m.contact else "",
            MessageKind(m.kind),
            m.at,
            m.body,
        )
        for m in messages
    ]


@pytest.mark.parametrize("kind", ["mbox", "maildir", "folder"])
def test_mails_that_answer_each_other_are_one_ticket_whatever_the_box(
    kind: str, tmp_path: Path
) -> None:
    technician()
    alone = letter("9@other", "Impresora", "Atascada", sender="Íñigo <i@x.example>", minute=5)
    mails = (*CONVERSATION, alone)
    if kind == "mbox":
        path = mbox(tmp_path / "box", *reversed(mails))
    elif kind == "maildir":
        path = maildir(tmp_path / "box", *mails)
    else:
        for number, mail in enumerate(mails):
            eml(tmp_path / "box" / str(number % 2) / f"{number}.EML", mail)
        path = tmp_path / "box"
    report = import_file(path, Options())
    assert (report.rows, report.tickets_new, report.balanced, report.spotless) == (4, 2, True, True)
    assert thread("1@acme") == [
        ("Marta Ruiz", MessageKind.REQUEST, START, "Desde esta mañana."),
        ("*Ana", MessageKind.REPLY, START + timedelta(minutes=10), "¿Qué ve?"),
        ("Marta Ruiz", MessageKind.REQUEST, START + timedelta(minutes=20), "Nada."),
    ]
    one = Ticket.get(Ticket.external == "1@acme")
    assert (one.subject, one.source, one.status) == ("No hay correo", "mail", Status.NEW)
    assert (one.requester.email, one.created_at) == ("marta@acme.example", START)
    assert one.changed_at == START + timedelta(minutes=20)
    assert Message.get(kind=MessageKind.REPLY).sent_at == START + timedelta(minutes=10)
    assert thread("9@other")[0][0] == "Íñigo"
    assert {e.technician_id for e in Event.select()} == {None}
    assert found("esta mañana nada") == {"1@acme"}


def test_one_eml_file_is_a_ticket(tmp_path: Path) -> None:
    report = import_file(eml(tmp_path / "a.eml", CONVERSATION[0]), Options())
    assert (report.tickets_new, report.how) == (1, "a.eml: eml, 1 mail")


def test_a_second_import_changes_nothing_and_a_grown_box_goes_on(
    tmp_path: Path, content: Content
) -> None:
    technician()
    for known in (1, 2):
        import_file(mbox(tmp_path / "box", *CONVERSATION[:known]), Options())
        before = content()
        again = import_file(tmp_path / "box", Options())
        assert (again.tickets_here, again.rows_here, again.written) == (1, known, False)
        assert content() == before
    grown = import_file(maildir(tmp_path / "dir", *CONVERSATION), Options())
    assert (grown.tickets_continued, grown.rows_continued, grown.balanced) == (1, 3, True)
    assert [body for *_who, body in thread("1@acme")] == [
        "Desde esta mañana.",
        "¿Qué ve?",
        "Nada.",
    ]
    assert found("nada") == {"1@acme"}
    before = content()
    assert import_file(mbox(tmp_path / "box", *CONVERSATION[:1]), Options()).tickets_here == 1
    assert content() == before


def test_a_ticket_that_a_mail_would_be_put_into_the_middle_of_is_left(
    tmp_path: Path, content: Content
) -> None:
    import_file(mbox(tmp_path / "box", CONVERSATION[0], CONVERSATION[2]), Options())
    before = content()
    report = import_file(mbox(tmp_path / "box", *CONVERSATION), Options())
    assert (report.rows_left, len(report.left), report.written) == (3, 1, False)
    assert "line 1, 1@acme: here as 1 and different, left as it is" in "\n".join(lines(report))
    assert content() == before


def test_whoever_is_not_one_of_us_asks_for_help_also_when_we_wrote_first(tmp_path: Path) -> None:
    technician()
    first = letter("1@desk", "Actualización", "El viernes.", sender=DESK)
    answer = letter("2@acme", "Re: Actualización", "Vale.", minute=9, answers="1@desk")
    import_file(mbox(tmp_path / "box", first), Options())
    assert Ticket.get().requester is None
    grown = import_file(mbox(tmp_path / "box", first, answer), Options())
    assert grown.tickets_continued == 1
    assert Ticket.get().requester.name == "Marta Ruiz"
    assert [(who, kind) for who, kind, *_rest in thread("1@desk")] == [
        ("*Ana", MessageKind.REQUEST),
        ("Marta Ruiz", MessageKind.REQUEST),
    ]


def test_contacts_are_found_by_address_and_bring_their_client(tmp_path: Path) -> None:
    acme, old = (
        Client.create(name=name, sort_key=name, created_at=START) for name in ("acme", "old")
    )
    marta = Contact.create(name="M. R.", sort_key="m", email="MARTA@acme.example", created_at=START)
    Employment.create(contact=marta, client=old, until=date(2020, 1, 1))
    Employment.create(contact=marta, client=acme)
    path = mbox(tmp_path / "box", *CONVERSATION)
    import_file(path, Options())
    assert (Ticket.get().requester_id, Ticket.get().client_id) == (marta.id, acme.id)
    assert found("acme correo") == {"1@acme"}
    Employment.create(contact=marta, client=old)
    assert import_file(path, Options()).tickets_here == 1


def test_a_mail_that_is_there_twice_is_taken_once_and_another_with_its_id_is_not_lost(
    tmp_path: Path,
) -> None:
    other = letter("1@acme", "Otra cosa", "Sin relación", minute=3)
    report = import_file(mbox(tmp_path / "box", *CONVERSATION, CONVERSATION[2], other), Options())
    assert (report.rows, report.tickets_new, report.balanced) == (4, 2, True)
    assert "1 mail is there twice and was taken once." in "\n".join(lines(report))
    assert {ticket.subject for ticket in Ticket.select()} == {"No hay correo", "Otra cosa"}


def test_a_mail_without_an_id_is_known_by_what_it_says_in_any_box(tmp_path: Path) -> None:
    mail = letter("", text="From here on\nnothing works")
    import_file(mbox(tmp_path / "box", mail), Options())
    assert Ticket.get().external.startswith("sha256:")
    assert thread(Ticket.get().external)[0][3] == "From here on\nnothing works"
    seen = b"Status: RO\nX-Keywords: x\n" + mail.as_bytes().replace(b"\n", b"\r\n")
    for path in (mbox(tmp_path / "b2", seen), eml(tmp_path / "a.eml", mail)):
        assert import_file(path, Options()).tickets_here == 1


def test_mails_that_cannot_be_used_keep_all_others_out_or_are_put_aside_with_their_thread(
    tmp_path: Path,
) -> None:
    undated = letter("4@acme", "Re: x", minute=30, names=["1@acme"])
    del undated["Date"]
    nothing = b"\0\xff\n\nno headers\n"
    bad = (*CONVERSATION[:2], undated, nothing, letter("5@acme", "Sana", minute=40))
    path = maildir(tmp_path / "box", *bad)
    for file in [*path.glob("cur/*"), *path.glob("new/*")]:
        file.rename(file.with_name(file.name.replace("17950", "x")))  # no time in the name
    stopped = import_file(path, Options())
    said = [str(refusal) for refusal in stopped.refused]
    assert any(text.endswith(", date: The time is missing.") for text in said)
    assert any(text.endswith(": This is no mail: it has no headers.") for text in said)
    assert any("1@acme" in text and "of the same ticket" in text for text in said)
    assert (stopped.rows_refused, Ticket.select().count()) == (4, 0)
    kept = import_file(path, Options(keep_going=True))
    assert (kept.rows_new, kept.rows_refused, kept.balanced) == (1, 4, True)
    aside = kept.refused_file
    assert aside == tmp_path / "box.refused"
    copies = {file.read_bytes() for file in aside.rglob("*") if file.is_file()}
    assert copies == {m if isinstance(m, bytes) else m.as_bytes() for m in bad[:4]}
    assert format_of(aside) is Format.MAILDIR
    assert import_file(path, Options(keep_going=True)).refused_file == tmp_path / "box.refused-2"


def test_refused_mails_of_an_mbox_are_an_mbox_letter_by_letter(tmp_path: Path) -> None:
    path = mbox(tmp_path / "box.mbox", b"X-Nothing: \xff\0\n\n>From \xfe\n", CONVERSATION[0])
    report = import_file(path, Options(keep_going=True))
    assert [str(refusal) for refusal in report.refused] == [
        "line 1: This is no mail: it has no headers."
    ]
    assert report.refused_file == tmp_path / "box.refused.mbox"
    content = path.read_bytes()
    assert report.refused_file.read_bytes() == content[: content.index(b"\nFrom ") + 1]
    with pytest.raises(IntakeError, match="place of their own"):
        import_file(path, Options(keep_going=True, refused=path))


def test_attachments_are_named_in_the_message_and_counted_also_by_a_trial(tmp_path: Path) -> None:
    mail = letter("1@acme", text="Mire la foto.")
    mail.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="año 1.png")
    mail.add_attachment(letter("2@acme", "Dentro"), filename="carta.eml")
    path = mbox(tmp_path / "box", mail)
    for options in (Options(dry_run=True), Options()):
        report = import_file(path, options)
        assert report.notes == ("2 attachments were left out; their names stand in the messages.",)
    assert thread("1@acme")[0][3] == "Mire la foto.\n\n+ año 1.png, carta.eml"


def test_a_mapping_of_the_persons_own_reads_mails_too(tmp_path: Path) -> None:
    mapping = tmp_path / "old.toml"
    mapping.write_text(
        'source = "old mail"\nrows = "messages"\n[columns]\nexternal = "thread"\n'
        'subject = "{subject} ({address})"\nchanged = "date"\nemail = "address"\n'
        'description = "text"\n[constants]\nclient = "ACME"\nstatus = "closed"\n'
    )
    report = import_file(mbox(tmp_path / "box", *CONVERSATION), Options(mapping=mapping))
    one = Ticket.get()
    assert (report.source, one.client.name, one.status) == ("old mail", "ACME", Status.CLOSED)
    assert one.subject == "No hay correo (marta@acme.example)"


def test_a_table_of_messages_is_read_by_the_same_rules(tmp_path: Path) -> None:
    path = tmp_path / "notes.csv"
    path.write_text(
        "thread,date,address,subject,text\n7,2026-11-16T09:00,b@x.es,,Sigue igual\n"
        "7,2026-11-16T08:00,a@x.es,Ruido,Hace ruido\n"
    )
    assert import_file(path, Options()).tickets_new == 1
    assert [body for *_who, body in thread("7")] == ["Hace ruido", "Sigue igual"]
    assert import_file(path, Options()).tickets_here == 1


@pytest.mark.parametrize(
    ("who", "says", "then"),
    [
        ("a@x.es", "", (Status.OPEN, None)),
        ("a@x.es", "us", (Status.WAITING, Wait.OTHER)),
        ("a@x.es", "done", (Status.RESOLVED, None)),
        ("ana@desk.example", "", (Status.WAITING, Wait.CLIENT)),
    ],
)
def test_a_wait_for_the_client_is_over_when_they_write_unless_the_file_says_otherwise(
    tmp_path: Path, who: str, says: str, then: tuple[Status, Wait | None]
) -> None:
    technician()
    path, mapping = tmp_path / "notes.csv", tmp_path / "notes.toml"
    mapping.write_text(
        'source = "notes"\nrows = "messages"\ndates = ["iso"]\n[columns]\nexternal = "thread"\n'
        'subject = "subject"\nchanged = "date"\nemail = "address"\ndescription = "text"\n'
        'status = "status"\n[status]\n"them" = "waiting: client"\n"us" = "waiting: other"\n'
        '"done" = "resolved"\n'
    )
    how = Options(mapping=mapping)
    rows = [
        "thread,date,address,subject,text,status\n",
        "7,2026-11-16T08:00,a@x.es,Ruido,Hace ruido,\n",
        "7,2026-11-16T09:00,ana@desk.example,,¿Desde cuándo?,them\n",
        f"7,2026-11-16T10:00,{who},,Desde ayer,{says}\n",
    ]
    path.write_text("".join(rows[:3]))
    assert import_file(path, how).tickets_new == 1
    assert (Ticket.get().status, Ticket.get().wait_reason) == (Status.WAITING, Wait.CLIENT)
    path.write_text("".join(rows))
    assert import_file(path, how).tickets_continued == 1
    assert (Ticket.get().status, Ticket.get().wait_reason) == then
    moved = Event.select().where(Event.field == "status").order_by(Event.id.desc()).get()
    assert moved.at.hour == (9 if then[0] == Status.WAITING else 10)
    assert import_file(path, how).tickets_here == 1


def test_what_kind_of_box_it_is_is_found_out_or_said(tmp_path: Path) -> None:
    plain = eml(tmp_path / "letter", CONVERSATION[0])
    assert format_of(plain) is Format.EML
    assert format_of(eml(tmp_path / "a.eml", b"")) is Format.EML
    assert format_of(mbox(tmp_path / "x.txt", *CONVERSATION)) is Format.MBOX
    assert format_of(maildir(tmp_path / "dir")) is Format.MAILDIR
    (tmp_path / "empty").mkdir()
    with pytest.raises(IntakeError, match="no Maildir and holds no"):
        format_of(tmp_path / "empty")
    hidden = eml(tmp_path / "data.csv", CONVERSATION[0])
    assert import_file(hidden, Options(format=Format.EML)).tickets_new == 1
    for empty in (tmp_path / "dir", mbox(tmp_path / "none.mbox")):
        with pytest.raises(IntakeError, match="nothing to import"):
            import_file(empty, Options())


def test_a_box_that_vanishes_while_it_is_read_stops_with_a_sentence(tmp_path: Path) -> None:
    path = maildir(tmp_path / "dir", *CONVERSATION)
    post = Post(path, Format.MAILDIR)
    for file in path.rglob("17950*"):
        file.unlink()
    with pytest.raises(IntakeError, match="cannot be read"):
        list(post.rows())


@st.composite
def boxes(draw: st.DrawFn) -> tuple[list[tuple[int, int]], int]:
    """Mails that each answer an earlier one or none, as (mail, answered or -1), and a seed."""
    count = draw(st.integers(1, 12))
    above = [draw(st.integers(-1, number - 1)) for number in range(count)]
    return list(enumerate(above)), draw(st.integers(0, 1000))


@given(box=boxes(), complete=st.booleans(), data=st.data())
@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_each_thread_is_one_ticket_whatever_the_order_and_a_second_import_adds_nothing(
    box: tuple[list[tuple[int, int]], int], complete: bool, data: st.DataObject
) -> None:
    pairs, seed = box
    parents = dict(pairs)
    mark = f"{Ticket.select().count()}-{seed}"

    def chain(number: int) -> list[int]:
        return [*chain(parents[number]), number] if number >= 0 else []

    def mail(number: int) -> Any:
        names = [f"{n}.{mark}@x" for n in chain(number)[:-1]]
        return letter(
            f"{number}.{mark}@x",
            data.draw(st.sampled_from(["", "Re: ", "RV: ", "Fwd: RE: "])) + f"asunto {number}",
            f"dice {number}",
            minute=number,
            names=names if complete else names[-1:],
        )

    mails = [mail(number) for number, _above in pairs]
    random.Random(seed).shuffle(mails)
    with tempfile.TemporaryDirectory() as folder:
        path = mbox(Path(folder) / "box", *mails)
        first = import_file(path, Options())
        random.Random(seed + 1).shuffle(mails)
        again = import_file(mbox(path, *mails), Options())
    roots = [number for number, above in pairs if above < 0]
    assert (first.tickets_new, first.rows_new) == (len(roots), len(pairs))
    assert (again.tickets_here, again.written) == (len(roots), False)
    for root in roots:
        expected = [f"dice {n}" for n in range(len(pairs)) if chain(n)[0] == root]
        assert [body for *_who, body in thread(f"{root}.{mark}@x")] == expected
    assert Ticket.get(Ticket.external == f"{roots[0]}.{mark}@x").created_at == (
        START + timedelta(minutes=roots[0])
    )
