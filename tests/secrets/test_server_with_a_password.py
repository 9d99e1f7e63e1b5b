"""A PostgreSQL server that wants a password: a real one, with SCRAM."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from helpdesk_tui.secrets import memory
from helpdesk_tui.secrets.secret import Secret
from helpdesk_tui.storage.address import Server
from helpdesk_tui.storage.faults import Fault, StorageProblem
from helpdesk_tui.storage.opening import open_database
from helpdesk_tui.storage.orm import database
from tests.secrets.conftest import PASSWORD, Person, Strict, prints


@pytest.fixture
def desk(strict: Strict) -> Iterator[Server]:
    yield strict.server
    if database.obj is not None and not database.is_closed():
        database.close()


def is_open(desk: Server) -> bool:
    open_database(desk)
    return database.execute_sql("SELECT current_user").fetchall() == [("ana",)]


@pytest.mark.parametrize("name", ["PGPASSWORD", "HELPDESK_SECRET"])
def test_the_environment_lets_it_in(
    desk: Server, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from helpdesk_tui.secrets.environment import variable

    monkeypatch.setenv(variable(desk.key) if name != "PGPASSWORD" else name, PASSWORD)
    assert is_open(desk)


def test_the_servers_own_file_of_passwords_lets_it_in_and_nothing_else_is_asked(
    desk: Server, person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "pgpass"
    file.write_text(f"*:*:*:ana:{PASSWORD}\n")
    file.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(file))
    assert is_open(desk)
    assert person.asked == []


def test_the_command_lets_it_in(
    desk: Server, settings: Callable[[str], None], tmp_path: Path
) -> None:
    settings(f"password_command = {prints(tmp_path, f'print({PASSWORD!r})')}")
    assert is_open(desk)


def test_the_store_lets_it_in_with_its_passphrase(desk: Server, person: Person) -> None:
    from helpdesk_tui.secrets import store

    store.create(Secret("correct horse"), desk.key, Secret(PASSWORD))
    person.types = [{"word": "battery staple"}, {"word": "correct horse"}]
    assert is_open(desk)
    assert "does not open the store" in person.asked[1].wrong


def test_what_is_typed_lets_it_in_once_it_is_right_and_is_then_known(
    desk: Server, person: Person
) -> None:
    person.types = [{"word": "wrong"}, {"word": PASSWORD}, None]
    assert is_open(desk)
    first, second, keep = person.asked
    assert str(desk) in first.title
    assert second.wrong == "That one was refused."
    assert "Keep the password" in keep.title
    database.close()
    assert is_open(desk)  # a connection that was lost is made anew without a word
    assert len(person.asked) == 3


def test_nobody_to_ask_is_told_with_the_way_out(desk: Server) -> None:
    with pytest.raises(StorageProblem) as refusal:
        open_database(desk)
    assert refusal.value.fault is Fault.PASSWORD_WANTED
    assert "helpdesk secret set" in str(refusal.value)


def test_a_wrong_one_is_told_by_where_it_came_from(
    desk: Server, settings: Callable[[str], None], tmp_path: Path
) -> None:
    settings(f"password_command = {prints(tmp_path, 'print(1234)')}")
    with pytest.raises(StorageProblem, match="refuses the password from password_command") as told:
        open_database(desk)
    assert told.value.fault is Fault.PASSWORD_REFUSED


def test_a_command_that_fails_is_told_without_what_it_printed(
    desk: Server, settings: Callable[[str], None], tmp_path: Path
) -> None:
    program = f"import sys; print({PASSWORD!r}); sys.exit('gpg: no secret key')"
    settings(f"password_command = {prints(tmp_path, program)}")
    with pytest.raises(StorageProblem, match="gpg: no secret key") as told:
        open_database(desk)
    assert PASSWORD not in str(told.value)


def test_a_password_changed_on_the_server_is_fetched_anew_by_the_next_connection(
    strict: Strict, desk: Server, settings: Callable[[str], None], tmp_path: Path
) -> None:
    settings(f"password_command = {prints(tmp_path, f'print({PASSWORD!r})')}")
    assert is_open(desk)
    with psycopg.connect(strict.owner, autocommit=True) as connection:
        connection.execute("ALTER ROLE ana PASSWORD 'another'")
        try:
            database.close()
            prints(tmp_path, "print('another')")
            database.wake()
            assert memory.get(desk.key) == Secret("another")
        finally:
            connection.execute(f"ALTER ROLE ana PASSWORD '{PASSWORD}'")


def test_no_frame_behind_a_refusal_holds_the_password(desk: Server, person: Person) -> None:
    """What a reporter of crashes that prints local variables would see, as deep as it can look."""
    person.types = [{"word": f"{PASSWORD}-mistyped"}] * 3
    with pytest.raises(StorageProblem) as refusal:
        open_database(desk)
    assert len(person.asked) == 3
    errors: list[BaseException] = [refusal.value]
    while errors:
        error = errors.pop()
        errors += filter(None, (error.__cause__, error.__context__))
        for frame, _line in traceback.walk_tb(error.__traceback__):
            assert "psycopg" not in frame.f_code.co_filename
            assert PASSWORD not in repr(frame.f_locals)


def test_libpq_speaks_of_passwords_in_the_languages_of_servers() -> None:
    from helpdesk_tui.storage.postgres.driver import _OF_PASSWORDS

    for said in (
        'FATAL:  password authentication failed for user "ana"',
        "FATAL:  la autentificación password falló para el usuario «ana»",
        "FATAL:  Passwort-Authentifizierung für Benutzer »ana« fehlgeschlagen",
        "FATAL:  authentification par mot de passe échouée pour l'utilisateur « ana »",
    ):
        assert _OF_PASSWORDS.search(said)
    assert not _OF_PASSWORDS.search('FATAL:  database "desk" does not exist')
