"""Mails and boxes of mails, written as files for the tests."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

START = datetime(2026, 11, 16, 7, 30, tzinfo=UTC)
MARTA = "Marta Ruiz <marta@acme.example>"
DESK = "Soporte <ana@desk.example>"
_RULES = policy.SMTP.clone(linesep="\n", max_line_length=998)


def letter(
    id: str,
    subject: str = "No hay correo",
    text: str = "Desde esta mañana.",
    *,
    minute: int = 0,
    sender: str = MARTA,
    names: Iterable[str] = (),
    answers: str = "",
) -> EmailMessage:
    """A mail of 16 November 2026, sent some minutes after 07:30 UTC."""
    mail = EmailMessage(policy=_RULES)
    mail["From"] = sender
    mail["To"] = DESK
    mail["Subject"] = subject
    mail["Date"] = format_datetime(START + timedelta(minutes=minute))
    if id:
        mail["Message-ID"] = f"<{id}>"
    if answers:
        mail["In-Reply-To"] = f"<{answers}>"
    if names := list(names):
        mail["References"] = " ".join(f"<{name}>" for name in names)
    mail.set_content(text)
    return mail


def mbox(path: Path, *mails: EmailMessage | bytes) -> Path:
    """An mbox of these mails, with the lines quoted that would begin another."""
    with path.open("wb") as stream:
        for mail in mails:
            content = mail if isinstance(mail, bytes) else mail.as_bytes()
            stream.write(b"From someone@mail.example Mon Nov 16 07:30:00 2026\n")
            stream.write(content.replace(b"\nFrom ", b"\n>From ").rstrip(b"\n") + b"\n\n")
    return path


def eml(path: Path, mail: EmailMessage | bytes) -> Path:
    """One mail in a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(mail if isinstance(mail, bytes) else mail.as_bytes())
    return path


def maildir(path: Path, *mails: EmailMessage | bytes) -> Path:
    """A Maildir of these mails, read and unread."""
    for name in ("cur", "new", "tmp"):
        (path / name).mkdir(parents=True, exist_ok=True)
    for number, mail in enumerate(mails):
        read, flags = ("cur", ":2,S") if number % 2 else ("new", "")
        eml(path / read / f"{1_795_000_000 + number}.M{number}.host{flags}", mail)
    return path


CONVERSATION = (
    letter("1@acme", "RV: No hay correo", minute=0),
    letter("2@desk", "RE: RV: No hay correo", "¿Qué ve?", minute=10, sender=DESK, answers="1@acme"),
    letter("3@acme", "Re: No hay correo", "Nada.", minute=20, names=["1@acme", "2@desk"]),
)
