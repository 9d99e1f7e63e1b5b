"""`helpdesk secret`: keeps, finds, forgets and mends, and never says a password."""

from __future__ import annotations

import resource
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from helpdesk_tui.cli import helpdesk
from helpdesk_tui.secrets import ring, sealed, sheet, store
from helpdesk_tui.secrets.secret import Secret
from tests.secrets.conftest import KEY, Person
from tests.secrets.test_keyring import keyring_that_is

ADDRESS = "postgresql://ana@db/desk"
WORD = "c4n4ry"


def secret(*words: str, typed: str = "") -> Result:
    result = CliRunner().invoke(helpdesk, ["secret", *words], input=typed)
    assert WORD not in result.output
    return result


def test_a_password_goes_to_the_keyring_where_there_is_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with keyring_that_is("open") as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        assert "Kept in the keyring" in secret("set", ADDRESS, typed=f"{WORD}\n").output
        assert "+ the keyring: has it" in secret("where", f"{ADDRESS}?sslmode=require").output
        assert secret("forget", ADDRESS).output == "Forgotten.\n"
        assert "Nobody has it" in secret("where", ADDRESS).output
    assert not store.path().exists()


def test_without_a_keyring_it_goes_to_the_store_and_back_out(person: Person) -> None:
    person.types = [{"new": "correct horse", "again": "correct horse"}, None, None]
    assert str(store.path()) in secret("set", ADDRESS, typed=f"{WORD}\n").output
    assert store.get(Secret("correct horse"), KEY) == Secret(WORD)
    assert secret("list").output == f"{KEY}\n"
    assert "+ the desk's own store: has it" in secret("where", ADDRESS).output
    person.types = [None]
    assert secret("forget", ADDRESS).exit_code == 2
    person.types = [{"word": "correct horse"}]
    assert secret("forget", ADDRESS).output == "Forgotten.\n"
    assert secret("list").output == ""
    assert secret("forget", ADDRESS).output == "There was none to forget.\n"


@pytest.mark.parametrize("trouble", ["locked", "slow", "failed"])
def test_what_a_keyring_may_still_have_is_not_said_to_be_forgotten(
    trouble: str, monkeypatch: pytest.MonkeyPatch, person: Person
) -> None:
    store.create(Secret("correct horse"), KEY, Secret(WORD))
    monkeypatch.setattr(ring, "_given_up", ring.Answer(trouble))
    person.types = [{"word": "correct horse"}]
    for _ in range(2):  # the store has it, and then it has not
        result = secret("forget", ADDRESS)
        assert result.exit_code == 2
        assert "what it has stays there" in result.output
        assert "orgotten" not in result.output
        assert "none to forget" not in result.output
    assert store.names() == []


def test_a_sheet_that_cannot_be_written_is_asked_for_again_and_then_shown(
    person: Person, tmp_path: Path
) -> None:
    files = ["~nobody-has-this-name/sheet", "a\0b", str(tmp_path), ""]
    word = {"new": "correct horse", "again": "correct horse"}
    person.types = [word, *({"file": name} for name in files)]
    assert secret("set", ADDRESS, typed=f"{WORD}\n").exit_code == 0
    *_, last, shown = person.asked
    assert "cannot be written" in last.wrong
    assert len(person.asked) == 1 + len(files) + 1
    assert any("-" in line for line in shown.lines)


def test_a_sheet_that_finds_no_room_leaves_no_half_of_it(tmp_path: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50, before[1]))
    try:
        with pytest.raises(OSError, match="large"):
            sheet.save(Secret("ABCDEFGH"), tmp_path / "sheet")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(tmp_path.glob("sheet*")) == []


def test_a_password_that_cannot_be_kept_is_not_said_to_be(person: Person) -> None:
    for typed in ("", "\n", f"{WORD}\n"):
        result = secret("set", ADDRESS, typed=typed)
        assert (result.exit_code, result.output) == (2, "The password is not kept.\n")


def test_it_is_asked_what_the_password_is_for() -> None:
    result = secret("where")
    assert result.exit_code == 2
    assert "Say what the password is for" in result.output
    assert KEY in secret("where", KEY).output


def test_the_recovery_sheet_mends_a_forgotten_passphrase(person: Person) -> None:
    assert secret("recover").exit_code == 2
    recovery = store.create(Secret("forgotten one"), KEY, Secret(WORD))
    wrong = {"recovery": "AAAA", "new": "correct horse", "again": "correct horse"}
    person.types = [wrong, wrong | {"recovery": recovery.reveal()}]
    assert secret("recover").exit_code == 0
    assert person.asked[-1].wrong == "This recovery key does not open the store."
    assert not person.asked[-1].blanks[0].unseen  # one types it from paper
    assert store.get(Secret("correct horse"), KEY) == Secret(WORD)


def test_a_store_that_was_changed_is_told_in_one_sentence() -> None:
    store.create(Secret("correct horse"), KEY, Secret(WORD))
    store.path().write_text("{}")
    for command in ("list", "forget", "where"):
        assert (
            "was changed by something else" in secret(command, *[KEY][: command != "list"]).output
        )
    with pytest.raises(sealed.Damaged):
        store.names()


def test_a_store_that_others_may_read_is_told() -> None:
    store.create(Secret("correct horse"), KEY, Secret(WORD))
    store.path().chmod(0o644)
    assert f"chmod 600 {store.path()}" in secret("where", KEY).output
