"""Whatever a mail is made of, it is read or refused, and nothing in it acts on a terminal."""

from __future__ import annotations

import base64
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpdesk_tui.intake.formats import Format
from helpdesk_tui.intake.mail import heads
from helpdesk_tui.intake.mail.bodies import (
    LONGEST_TEXT,
    MOST_NESTED,
    MOST_PARTS,
    read_body,
)
from helpdesk_tui.intake.mail.boxes import LONGEST_MAIL, Mbox
from helpdesk_tui.intake.mail.pages import as_text
from helpdesk_tui.intake.mail.post import Post
from helpdesk_tui.intake.run import Options, import_file
from helpdesk_tui.models.people import Contact
from helpdesk_tui.models.tickets import Message, Ticket
from helpdesk_tui.safe_text import clean
from tests.intake.letters import CONVERSATION, eml, letter, maildir, mbox

RICH = letter("1@acme", "Petición ñ", "Años\n" * 5, names=["a@b", "c@d"])
RICH.add_alternative("<p>Años <b>y</b></p>", subtype="html")
RICH.add_attachment(b"\x00" * 50, maintype="image", subtype="png", filename="captura ñ.png")


@settings(max_examples=150)
@given(data=st.data())
def test_a_mail_with_any_bytes_changed_is_still_a_row_with_a_text(data: st.DataObject) -> None:
    raw = bytearray(RICH.as_bytes())
    for _ in range(data.draw(st.integers(0, 12))):
        place = data.draw(st.integers(0, len(raw) - 1))
        new = data.draw(
            st.binary(max_size=4)
            | st.sampled_from([b"=?", b"?=", b"\n\n", b"\0", b"--", b"boundary=", b"<", b"\r"])
        )
        raw[place : place + data.draw(st.integers(0, 40))] = new
    check(bytes(raw))


@settings(max_examples=100)
@given(raw=st.binary(max_size=300))
def test_any_bytes_at_all_are_a_row_or_refused(raw: bytes) -> None:
    check(raw)


def check(raw: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = eml(Path(folder) / "a.eml", raw)
        for format in (Format.EML, Format.MBOX):
            for row in Post(path, format).rows():
                assert row.whole
                assert len(row.cells) == len(row.whole()) == len(Post.header)


@pytest.mark.usefixtures("desk")
def test_escapes_bidi_and_invisible_signs_are_signs_in_everything_that_is_kept(
    tmp_path: Path,
) -> None:
    evil = "a\x1b[2J\u202eb\u200bc\x00"
    raw = (
        f'From: "{evil}" <x@y.example>\nSubject: {evil}\nDate: Mon, 16 Nov 2026 08:30:00 +0100\n'
        f"Message-ID: <{evil.replace(chr(0), '')}@y>\nTo: {evil}\n"
        f'Content-Type: text/plain; charset=utf-8; name="{evil}"\n\n{evil}'
    )
    body = raw.replace(f'; name="{evil}"', "").encode()
    import_file(eml(tmp_path / "a.eml", body), Options())
    one = Ticket.get()
    kept = [one.subject, one.external, str(one.extra), Message.get().body, Contact.get().name]
    for text in kept:
        assert text == clean(text)
        assert "\x1b" not in text
        assert "⟪RLO⟫" in text


@pytest.mark.parametrize(
    ("charset", "payload", "text", "guessed"),
    [
        ("utf-8", "señal €".encode(), "señal €", False),
        ("klingon", "señal €".encode(), "señal €", True),
        ("utf-8", "señal €".encode("cp1252"), "señal €", True),
        ("iso-8859-1", "“señal” €".encode("cp1252"), "“señal” €", False),
        ("us-ascii", "señal".encode(), "señal", True),
        ("base64", b"plain", "plain", True),
        ("utf-16", b"odd", "odd", True),
        ("utf-8\0x", b"plain", "plain", None),
    ],
)
def test_a_wrong_charset_is_guessed_and_the_guess_is_said(
    charset: str, payload: bytes, text: str, guessed: bool | None
) -> None:
    head = f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n\n"
    body = read_body(head.encode() + payload)
    assert body.text == text
    if guessed is not None:
        assert body.guessed is guessed


@pytest.mark.parametrize(
    ("header", "read"),
    [
        ("RE: RV: Fwd: impresora", "impresora"),
        ("Re[2]: Resp: ruido", "ruido"),
        ("Reunión: lunes", "Reunión: lunes"),
        ("=?utf-8?q?RV=3A_Petici=C3=B3n?=", "Petición"),
        ("=?utf-8?q?a=C3?= =?utf-8?q?=B1o?=", "año"),  # one letter cut in two
        ("=?x-unknown?q?=E9?=", "é"),
        ("=?utf-8?b?####?= x", "x"),
    ],
)
def test_a_subject_is_read_without_its_prefixes_in_both_languages(header: str, read: str) -> None:
    assert heads.subject(header) == read


@pytest.mark.parametrize(
    ("header", "name", "address"),
    [
        ("=?utf-8?q?I=C3=B1igo?= <i@x.example>", "Iñigo", "i@x.example"),
        ("Ruiz, Marta <m@x.example>", "Ruiz, Marta", "m@x.example"),
        ('"Ruiz, Marta" <m@x.example>', "Ruiz, Marta", "m@x.example"),
        ("m@x.example", "", "m@x.example"),
        ("undisclosed-recipients:;", "undisclosed-recipients:;", ""),
        ("(" * 9000, "(" * heads.LONGEST_NAME, ""),
        ("", "", ""),
    ],
)
def test_a_sender_is_found_in_any_header(header: str, name: str, address: str) -> None:
    assert heads.sender(header) == (name, address)


def test_ids_are_short_clean_and_found_in_any_header() -> None:
    assert heads.ids("<a@b>\n <c\n d@e> (text) <>") == ("a@b", "cd@e")
    assert heads.ids("=?utf-8?q?=3Ca=40b=3E?=") == ("a@b",)
    assert heads.ids("<a\x1b@b>") == ("a␛@b",)
    assert heads.ids(f"<{'x' * 5000}>")[0].startswith("sha256:")


def test_headers_in_no_charset_are_read_as_western() -> None:
    assert heads.fields(b"Subject: se\xf1al\r\n\ty m\xe1s")["subject"] == "señal y más"


def times(post: Post) -> dict[str, str]:
    """The hour of each mail by its thread."""
    return {row.cells[0]: row.cells[1][11:16] for row in post.rows()}


def test_the_date_comes_from_the_mail_else_from_its_servers_else_from_the_box(
    tmp_path: Path,
) -> None:
    undated = letter("1@acme", minute=5)
    del undated["Date"]
    received = letter("2@acme")
    del received["Date"]
    received["Received"] = "from a by b; Mon, 16 Nov 2026 09:00:00 +0100"
    broken = letter("3@acme")
    del broken["Date"]
    raw = b"Date: Thu, 99 Foo 2026\n" + broken.as_bytes()
    in_mbox = Post(mbox(tmp_path / "box", undated, received, raw), Format.MBOX)
    in_maildir = Post(maildir(tmp_path / "dir", undated, received, raw), Format.MAILDIR)
    assert times(in_mbox) == {"1@acme": "07:30", "2@acme": "08:00", "3@acme": "07:30"}
    assert times(in_maildir) == {"1@acme": "11:06", "2@acme": "08:00", "3@acme": "11:06"}
    lost = next(Post(eml(tmp_path / "a.eml", raw), Format.EML).rows())
    assert lost.cells[1] == "Thu, 99 Foo 2026"  # the report says what cannot be read


def test_html_alone_becomes_text_and_nothing_in_it_makes_gigabytes() -> None:
    html = (
        "<style>p{}</style><p>Hola,<br>no <b>va</b></p><ul><li>uno<li>dos</ul>"
        "<table><tr><td>PC</td><td>7</td></tr></table><script>bad()</script>"
    )
    body = read_body(b"Content-Type: text/html; charset=utf-8\n\n" + html.encode())
    assert [line.strip() for line in body.text.split("\n") if line.strip()] == [
        "Hola,",
        "no va",
        "* uno",
        "* dos",
        "PC 7",
    ]
    wide = "<table><tr><td>" + "x" * 100_000 + "<td>y" + "<tr><td>a<td>b" * 20_000 + "</table>"
    far = '<p style="padding-left: 9999999em">x' * 1000
    for page in (wide, far, "<div>" * 100_000, "<ul><li>" * 20_000, "<" * 10_000, "\0<p>\x01"):
        assert len(as_text(page)) < 2_000_000


def test_a_nested_mail_gives_its_text_and_one_too_deep_gives_all_of_it() -> None:
    def nested(depth: int) -> bytes:
        inner = b"Content-Type: text/plain\n\nel fondo\n"
        for level in range(depth):
            mark = f"b{level}".encode()
            inner = (
                b"Content-Type: multipart/mixed; boundary=" + mark + b"\n\n"
                b"--" + mark + b"\n" + inner + b"\n--" + mark + b"--\n"
            )
        return inner

    deepest = read_body(nested(MOST_NESTED))
    assert (deepest.text, deepest.guessed, MOST_NESTED) == ("el fondo", False, 30)
    for depth in (MOST_NESTED + 1, 2000):
        deep = read_body(nested(depth))
        assert "el fondo" in deep.text
        assert deep.guessed


def test_parts_that_are_many_long_or_cut_off_do_no_harm() -> None:
    def parts(count: int) -> bytes:
        head = b"Content-Type: multipart/mixed; boundary=--boundary_0\n\n"
        return head + b"----boundary_0\n\nx\n" * count + b"----boundary_0--\n"

    most = read_body(parts(MOST_PARTS))
    assert (most.text.count("x"), most.guessed, MOST_PARTS) == (500, False, 500)
    for count in (MOST_PARTS + 1, 50_000):
        many = read_body(parts(count))
        assert many.guessed
        assert many.text.count("x") == count
    assert len(read_body(b"Content-Type: text/plain\n\n" + b"x" * 3_000_000).text) == LONGEST_TEXT
    cut = RICH.as_bytes()[:-120]
    assert read_body(cut).text.startswith("Años")
    empty = read_body(b"Content-Type: multipart/mixed; boundary=b\n\nno parts")
    assert empty.text == "no parts"


def test_a_mail_that_is_too_long_is_read_in_part_and_that_is_said(tmp_path: Path) -> None:
    big = letter("1@acme", text="Mire.")
    big.add_attachment(b"", maintype="image", subtype="png", filename="x.png")
    lines = base64.encodebytes(b"\0" * 57) * (LONGEST_MAIL // 77 + 10)
    raw = big.as_bytes().replace(b"\n\n\n--", b"\n\n" + lines + b"\n--")
    post = Post(eml(tmp_path / "a.eml", raw), Format.EML)
    (row,) = post.rows()
    assert row.whole
    assert row.whole()[-2:] == ["Mire.", "x.png"]
    assert "1 mail is longer than 25 MB; only its beginning was read." in list(post.notes())


def test_a_line_that_begins_with_from_does_not_end_a_mail(tmp_path: Path) -> None:
    text = "Hola\n\nFrom 10:00 on it fails.\nFrom here: nothing\n"
    first = letter("1@acme", text=text).as_bytes()
    path = tmp_path / "box"
    path.write_bytes(b"From - Mon Nov 16 07:30:00 2026\r\n" + first + b"\n\nFrom \n" + first)
    assert len(Mbox(path).numbers) == 2
    row = next(Post(path, Format.MBOX).rows())
    assert row.whole
    assert row.whole()[-2] == text.strip()


@pytest.mark.usefixtures("desk")
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ids=st.lists(st.sampled_from(["", "<>", "<a>", "<a> <b>", "x", "<" * 50]), max_size=6))
def test_headers_that_name_anything_make_no_loop(ids: list[str], tmp_path: Path) -> None:
    mails = []
    for number, text in enumerate(ids):
        mail = letter("", f"s{number}", minute=number).as_bytes()
        extra = f"Message-ID: {text}\nReferences: {' '.join(reversed(ids))}\nIn-Reply-To: {text}\n"
        mails.append(extra.encode() + mail)
    path = mbox(tmp_path / "box", *mails, *CONVERSATION)
    report = import_file(path, Options(dry_run=True))
    assert report.balanced
    assert not report.refused
