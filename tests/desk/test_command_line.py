"""The `helpdesk` command: what it says, in which language, and how it ends."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from helpdesk_tui import __version__, cli, i18n, paths
from helpdesk_tui.cli import COMMANDS, Context, database_place, helpdesk
from helpdesk_tui.settings import Settings
from tests.house.catalogue import source_messages


def call(*args: str, **env: str) -> Result:
    return CliRunner(env=env).invoke(helpdesk, args, prog_name="helpdesk")


def settings_file(text: str) -> None:
    file = paths.config_file()
    file.parent.mkdir(parents=True)
    file.write_text(text)


def test_it_says_its_version() -> None:
    result = call("--version")
    assert (result.exit_code, result.output) == (0, f"helpdesk {__version__}\n")


@pytest.mark.parametrize("args", [("--lang", "es", "--help"), ("--help", "--lang=es")])
def test_help_is_in_the_language_asked_for_wherever_it_is_asked(args: tuple[str, ...]) -> None:
    result = call(*args)
    assert result.exit_code == 0
    for words in ("Uso: helpdesk [OPCIONES]", "Opciones:", "Órdenes:", "Mostrar esta ayuda"):
        assert words in result.output


def test_the_system_and_the_settings_choose_the_language_too() -> None:
    assert call("--help", LANG="es_ES.UTF-8").output.startswith("Uso:")
    settings_file('language = "es"\n')
    assert call("--help").output.startswith("Uso:")
    assert call("--lang", "en", "--help").output.startswith("Usage:")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("dmeo",), "No such command 'dmeo'. Did you mean 'demo'?"),
        (("--lnag",), "No such option '--lnag'. Did you mean '--lang'?"),
        (("--lang", "fr", "config", "path"), "'fr' is not one of 'en', 'es'."),
        (("config", "shwo"), "No such command 'shwo'. Did you mean 'show'?"),
        (("--lang", "es", "dmeo"), "No existe la orden 'dmeo'. ¿Quería decir 'demo'?"),
    ],
)
def test_a_wrong_call_says_what_to_do_and_ends_with_2(args: tuple[str, ...], said: str) -> None:
    result = call(*args)
    assert result.exit_code == 2
    assert said in result.stderr
    assert "--help" in result.stderr


def test_wrong_settings_are_all_told_and_nothing_is_opened() -> None:
    settings_file('theme = "ligth"\nmouse = 3\n')
    result = call()
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 2


def test_whoever_mends_the_settings_is_not_kept_out() -> None:
    settings_file('theme = "ligth"\nmouse = 3\n')
    assert call("config", "path").stdout == f"{paths.config_file()}\n"
    result = call("config", "check")
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 2


def test_good_settings_are_said_to_be_good() -> None:
    assert "the defaults hold" in call("config", "check").output
    settings_file('theme = "light"\n')
    result = call("config", "check")
    assert (result.exit_code, result.output) == (0, f"{paths.config_file()} is in order.\n")
    assert 'theme = "light"' in call("config", "show").output


def test_a_checkout_without_links_says_how_to_get_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "screens").write_text("../screens")
    monkeypatch.setattr(cli, "PACKAGE", tmp_path)
    result = call("config", "path")
    assert result.exit_code == 1
    assert "core.symlinks" in result.stderr


@pytest.mark.parametrize(("shell", "word"), [("bash", "complete"), ("zsh", "compdef"),
                                             ("fish", "complete")])  # fmt: skip
def test_each_shell_gets_its_completion(shell: str, word: str) -> None:
    result = call("completion", shell)
    assert result.exit_code == 0
    assert "_HELPDESK_COMPLETE" in result.output
    assert word in result.output


def test_the_database_is_the_one_named_first(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(database="~/set.db")
    assert database_place(Context(None, Settings(), "en")) == paths.database_file()
    assert database_place(Context(None, settings, "en")) == Path("~/set.db").expanduser()
    assert database_place(Context("a b.db", settings, "en")) == Path("a b.db")


@pytest.mark.parametrize(
    ("address", "path"),
    [("sqlite:////srv/desk.db", "/srv/desk.db"), ("sqlite:///desk.db", "desk.db"),
     ("sqlite:///a%20b.db", "a b.db")],
)  # fmt: skip
def test_an_address_of_sqlite_is_a_file(address: str, path: str) -> None:
    assert database_place(Context(address, Settings(), "en")) == Path(path)


def test_an_address_of_a_server_may_stand_wherever_a_file_may() -> None:
    address = "postgresql://ana@db/desk"
    named = (Context(address, Settings(), "en"), Context(None, Settings(database=address), "en"))
    assert [str(database_place(context)) for context in named] == [address] * 2


@pytest.mark.parametrize("address", ["mysql://db/desk", "sqlite://desk.db", "http://x"])
def test_other_addresses_are_refused(address: str) -> None:
    with pytest.raises(click.UsageError, match="postgresql://user@host/name"):
        database_place(Context(address, Settings(), "en"))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_word_of_help_is_in_the_catalogue(name: str) -> None:
    messages = {message.id for message in source_messages()}
    i18n.install("en")
    for command in with_subcommands(COMMANDS[name].load()):
        said = {command.help, *(getattr(param, "help", None) for param in command.params)}
        assert said - {None} <= messages


def with_subcommands(command: click.Command) -> Iterator[click.Command]:
    yield command
    if isinstance(command, click.Group):
        for one in command.commands.values():
            yield from with_subcommands(one)
