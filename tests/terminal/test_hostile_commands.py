"""Payloads in every text of a desk, and in files and arguments, as commands print them."""

from __future__ import annotations

import json
import os
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from helpdesk_tui import clock
from helpdesk_tui.cli import helpdesk
from helpdesk_tui.models.tickets import Message, Ticket
from helpdesk_tui.storage.orm import tuples
from tests.journeys.terminal import at_desk
from tests.storage.fresh import fresh_server_database, opened_fresh
from tests.terminal.payloads import PAYLOADS, SURROGATE
from tests.terminal.poisoned import poison, poison_case

TEXTS = tuple(PAYLOADS.values())

READS = (
    "time status",
    "time status --json",
    "time log --week",
    "time log --week --json",
    "talks list --all",
    "talks list --all --json",
    "talks show 1",
    "talks show 1 --warnings",
    "talks show 1 --warnings --json",
    "talks figures",
    "talks figures --json",
    "cases check",
    "sla show",
    "sla explain 10400",
    "sla explain 10400 --json",
    "pivot --all --rows ticket --columns client",
    "pivot --all --rows project --columns category --to csv",
    "pivot --all --rows technician --columns activity --to json",
    "stats routines",
    "stats routines --to csv",
    "stats routines --to json",
    "macros list",
    "macros export",
    "doctor",
    "doctor --json",
    "config show",
    "export --view all",
    "export --view all --format json",
    "export --view all --format jsonl",
    "privacy erase 3",
    "privacy erase 3 --with-messages",
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk in whose database every text is a payload."""
    folder = tmp_path_factory.mktemp("poisoned")
    return poison(folder, TEXTS, clock.now())


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "config.toml").write_text('technician = "ana"\nzone = "Europe/Madrid"\n')
    monkeypatch.setenv("HELPDESK_CONFIG_DIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)


def _run(*words: str) -> Result:
    result = CliRunner().invoke(helpdesk, words, prog_name="helpdesk")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def _acting(said: str) -> set[str]:
    """What is no sign to be seen, but for lines and tabs."""
    kinds = ("Cc", "Cf", "Cs", "Zl", "Zp")
    return {sign for sign in said if unicodedata.category(sign) in kinds} - {"\n", "\t"}


@pytest.mark.parametrize("words", READS)
def test_no_command_prints_a_sign_that_acts(desk: Path, words: str) -> None:
    result = _run("--db", str(desk), *words.split())
    assert _acting(result.output.replace("\r\n", "\n")) == set()
    assert "q0" in result.output or "q1" in result.output or words in WITHOUT_TEXTS
    if "json" in words and "jsonl" not in words:
        json.loads(result.stdout)


WITHOUT_TEXTS = {
    *("cases check", "doctor", "doctor --json", "config show"),
    *("talks figures", "talks figures --json"),
}
"""Commands that print nothing of the database."""


ACTS = (
    *("time start --ticket 10134", "time switch --ticket 10135 --json", "time back", "time stop"),
    *("tick", "tick --json", "doctor --mend", "doctor --mend --json"),
    *("privacy export 3 --output {folder}", "secret list", "secret where {folder}"),
    "workbook --all --output {folder}/hours.xlsx --steps",
    *("backup {folder}/copy.db", "restore {folder}/copy.db", "backup"),
)
"""Commands that change something, one after the other, in a folder of an odd name."""


ACTING = "a\x1b]0;OWNED\x07\u202e\x9b2J"
"""A name of a folder."""


def test_a_desk_moves_to_a_server_and_is_printed_there_in_signs(desk: Path) -> None:
    server = fresh_server_database().url
    for words in (f"copy {desk} {server}", *(f"--db {server} {words}" for words in READS[:8])):
        result = _run(*words.split())
        assert result.exit_code == 0, result.output
        assert _acting(result.output.replace("\r\n", "\n")) == set(), words


def test_what_secret_asks_and_says_is_signs(tmp_path: Path) -> None:
    folder = tmp_path / ACTING
    folder.mkdir()
    environ = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"}  # no keyring, so the store is made
    with at_desk(
        folder, "ana", "secret", "set", ACTING, columns=200, rows=60, environ=environ
    ) as person:
        for times, asked in ((1, "password: "), (1, "more: "), (1, "passphrase: "), (2, "more: ")):
            person.holds(lambda: person.picture.count(asked) == times, asked)  # noqa: B023
            person.type("correct horse\n")
        person.until("file: ", 20)
        person.press("/nowhere/\x1b[5n\n", "cannot be written")
        person.type("\n")
        assert person.code(20) == 0
    assert _acting(person.seen.decode().replace("\r", "")) == set()
    with at_desk(folder, "ana", "secret", "recover", columns=200, rows=60) as person:
        for asked in ("recovery key: ", "passphrase: ", "once more: "):
            person.until(asked)
            person.type("correct horse\n")
        person.until("This recovery key does not open the store.", 20)
        person.type("\x04")
        assert person.code(20) == 2
    assert _acting(person.seen.decode().replace("\r", "")) == set()


def test_no_command_that_acts_prints_a_sign_that_acts(desk: Path, tmp_path: Path) -> None:
    folder = tmp_path / ACTING
    folder.mkdir()
    own = shutil.copy(desk, folder)
    for words in ACTS:
        result = _run("--db", str(own), *(word.format(folder=folder) for word in words.split()))
        assert result.exit_code == 0, result.output
        assert _acting(result.output.replace("\r\n", "\n")) == set(), words


@pytest.mark.parametrize(
    "words",
    ["export --view all -o", "backup", "restore", "privacy export 3 --output", "workbook --all -o"],
)
def test_a_name_that_is_too_long_is_refused_in_a_sentence(desk: Path, words: str) -> None:
    result = _run("--db", str(desk), *words.split(), "x" * 300)
    assert result.exit_code == 2
    assert "xxx…” is too long for the name of a file." in result.output


def test_what_a_terminal_is_sent_is_what_a_file_is_sent(desk: Path) -> None:
    with at_desk(desk.parent, "ana", "time", "log", "--week", columns=200, rows=60) as command:
        command.code(20)
    assert _acting(command.seen.decode().replace("\r\n", "\n")) == set()
    assert b"q0" in command.seen


TAKES = (
    "",
    "--db {db} export --view",
    "--db {db} export --words",
    "--db {db} time log --client",
    "--db {db} time add --",
    "--db {db} talks list --case",
    "--db {db} privacy export --",
    "cases show --",
    "cases check --",
    "--db {db} time start --",
    "--db {db} restore --",
    "copy {db} --",
    "secret where --",
    "tick",
)
"""Commands, before what somebody pastes behind them."""


@pytest.mark.parametrize("takes", TAKES)
def test_an_argument_is_quoted_as_signs(
    desk: Path, takes: str, soak: Callable[[int, int], int]
) -> None:
    place, step = TAKES.index(takes), soak(len(TAKES), 1)
    for text in TEXTS[place % step :: step]:
        words = takes.format(db=desk).split()
        result = _run(*words, text.replace("\0", "")[:2000])
        assert _acting(result.output.replace("\r\n", "\n")) == set(), text[:50]


def _files(folder: Path) -> Iterator[Path]:
    """Inputs of every kind whose cells, names and headers are payloads."""
    rows = [{"subject": text, "client": text, "body": text, "note": text} for text in TEXTS]
    hostile = folder / "a\x1b]0;OWNED\x07\u202e.json"
    hostile.write_text(json.dumps([*rows, {"subject": SURROGATE}]), encoding="utf-8")
    yield hostile
    table = folder / "b\x9b2J.csv"
    quoted = ['"' + text[:9000].replace('"', '""') + '"' for text in TEXTS]
    lines = ["subject;client;\x1b[5n;[@click=x]", *(f"{q};{q};{q};{q}" for q in quoted)]
    table.write_text("\n".join(lines), encoding="utf-8", errors="replace")
    yield table
    box = folder / "c.mbox"
    with box.open("wb") as file:
        for number, text in enumerate(TEXTS):
            letter = EmailMessage()
            letter["From"] = "x@x.example"
            letter["Message-ID"] = f"<{number}@x.example>"
            letter.set_content(text[:5000].replace("\0", ""))
            raw = letter.as_bytes()
            subject = text[:500].replace("\n", " ").replace("\r", " ").encode()
            file.write(b"From x\nSubject: " + subject + b"\n" + raw + b"\n")
    yield box
    letter_file = folder / "d\x85.eml"
    subject = b"Subject: =?utf-8?q?=1B]0=3BO=07?="
    letter_file.write_bytes(b"From: \x1b]0;x\x07 <a@b.example>\n" + subject + b"\n\n\x9b")
    yield letter_file


@pytest.mark.parametrize("place", range(4))
def test_a_file_of_payloads_is_imported_or_refused_and_told_in_signs(
    tmp_path: Path, place: int
) -> None:
    inputs = tmp_path / "in"
    inputs.mkdir()
    file = list(_files(inputs))[place]
    with opened_fresh(tmp_path) as opened:
        database = str(opened.path)
        result = _run("--db", database, "import", str(file), "--keep-going")
        assert _acting(result.output) == set()
        kept = tuples(Ticket.select(Ticket.subject)) + tuples(Message.select(Message.body))
    assert "Traceback" not in result.output
    joiner_less = {sign for (text,) in kept for sign in _acting(text)}
    assert joiner_less == set()
    assert kept or result.exit_code == 2, result.output


def test_a_case_of_payloads_is_checked_and_shown_in_signs(tmp_path: Path) -> None:
    file = tmp_path / "cases" / "equipment.toml"
    poison_case(file, TEXTS)
    file.write_text(file.read_text(encoding="utf-8") + "# \u202e\x9b\n", encoding="utf-8")
    for words in (
        ["cases", "check"],
        ["cases", "check", str(file)],
        ["cases", "show", "equipment"],
    ):
        assert _acting(_run(*words).output) == set(), words
    assert "Case" in _run("cases", "show", "equipment").output


def test_a_broken_setting_is_told_in_signs(tmp_path: Path) -> None:
    lines = [f"key{n} = {json.dumps(text[:200])}" for n, text in enumerate(TEXTS)]
    (tmp_path / "config.toml").write_text("\n".join(lines), encoding="utf-8")
    result = _run("config", "check")
    assert result.exit_code == 2
    assert _acting(result.output) == set()


@pytest.mark.skipif(os.name != "posix", reason="a name may hold any byte on POSIX only")
def test_a_name_that_is_no_text_is_told_in_signs(tmp_path: Path) -> None:
    name = os.fsdecode(b"\xff\x1b[5n\x9b.csv")
    (tmp_path / name).write_text("a;b\n1;2\n")
    for words in (["import", name], ["restore", name], ["--db", name, "doctor"]):
        assert _acting(_run(*words).output) == set(), words
