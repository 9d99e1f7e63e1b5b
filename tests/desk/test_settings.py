"""The person's settings: what is read, and what is said about what cannot be."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_tui import i18n
from helpdesk_tui.settings import SAMPLE, Settings, SettingsError, load, read
from helpdesk_tui.settings.check import check
from helpdesk_tui.toml_text import line_numbers, line_of

FILE = Path("config.toml")


def problems(text: str) -> list[str]:
    return [str(problem) for problem in check(FILE, text)[1]]


def test_a_file_that_is_not_there_means_the_defaults(tmp_path: Path) -> None:
    assert load(tmp_path / "config.toml") == Settings()


def test_every_key_is_read(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(
        'language = "es"\ntheme = "16"\ncursor = "mark"\npreview = "off"\nmouse = true\n'
        'technician = "ana"\ndatabase = "desk.db"\nzone = "Europe/Madrid"\n'
        'currency = "MXN"\n'
        'hours = ["lun-jue 9:00-14:00", "fri 8-15"]\nholidays = [2026-12-25]\n'
        "away = 0\nremind_long = 10\nremind_idle = 90\n"
        '[keys]\n"ticket.take" = "a,f2"\n'
    )
    assert load(file) == Settings(
        language="es",
        theme="16",
        cursor="mark",
        preview="off",
        mouse=True,
        technician="ana",
        database="desk.db",
        zone="Europe/Madrid",
        currency="MXN",
        hours=["lun-jue 9:00-14:00", "fri 8-15"],
        holidays=[date(2026, 12, 25)],
        away=0,
        remind_long=10,
        remind_idle=90,
        keys={"ticket.take": "a,f2"},
    )


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_sample_sets_every_key_to_its_default(language: str) -> None:
    i18n.install(language)
    text = i18n._(SAMPLE)
    assert check(FILE, text) == (Settings(), [])
    assert set(tomllib.loads(text)) == set(Settings.__dataclass_fields__) - {"lines"}


def test_all_mistakes_are_told_at_once_each_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('theme = "ligth"\n\nthem = 1\nmouse = "yes"\n[keys]\n"ticket.take" = 3\n')
    with pytest.raises(SettingsError) as caught:
        load(file)
    lines = [(problem.key, problem.line) for problem in caught.value.problems]
    assert lines == [("theme", 1), ("them", 3), ("mouse", 4), ("keys.ticket.take", 6)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('theme = "ligth"', 'config.toml:1: theme: Write one of "dark", "light", "16".'
         ' Did you mean "light"?'),
        ("themes = 1", 'config.toml:1: themes: There is no such setting. Did you mean "theme"?'),
        ('mouse = "yes"', "config.toml:1: mouse: Write true or false, without quotes."),
        ("technician = 4", 'config.toml:1: technician: Write text in "quotes".'),
        ('zone = "Europe/Madird"', "config.toml:1: zone: There is no such time zone; write one"
         ' such as "Europe/Madrid". Did you mean "Europe/Madrid"?'),
        ('currency = "euro"', "config.toml:1: currency: There is no such currency; write its three"
         ' letters, such as "EUR". Did you mean "EUR"?'),
        ("\ntheme = dark", "config.toml:2: This line is not TOML; write key = value, and text in"
         ' "quotes".'),
    ],
)  # fmt: skip
def test_a_mistake_says_where_it_is_and_what_would_be_right(text: str, said: str) -> None:
    assert problems(text) == [said]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('hours = ["mon 9-14", "mno 9-14"]', 'In “mno 9-14”: “mno” is not a day of the week.'
         ' Did you mean "mon"?'),
        ('hours = ["tue 9:00"]', "In “tue 9:00”: Until when? Such as 9:00-14:00."),
        ('hours = "mon 9-14"', "Write a list of lines, such as"),
        ("hours = [9]", "Write a list of lines, such as"),
        ('holidays = ["2026-12-25"]', "Write a list of dates without quotes"),
        ("holidays = [2026-12-25T00:00:00]", "Write a list of dates without quotes"),
        ("holidays = 2026-12-25", "Write a list of dates without quotes"),
        ("away = true", "Write a whole number from 0 to 9999, without quotes."),
        ("away = -1", "Write a whole number from 0 to 9999, without quotes."),
        ("remind_long = 8.5", "Write a whole number from 0 to 9999, without quotes."),
        ('remind_idle = "60"', "Write a whole number from 0 to 9999, without quotes."),
        ("remind_lnog = 8", 'There is no such setting. Did you mean "remind_long"?'),
    ],
)  # fmt: skip
def test_a_mistake_in_the_working_day_is_told(text: str, said: str) -> None:
    key = text.partition(" ")[0]
    (problem,) = problems(f"\n{text}")
    assert problem.startswith(f"config.toml:2: {key}: {said}")


@pytest.mark.parametrize(
    "text",
    ['password = "hunter2"', '[mail]\nsmtp_password = "hunter2"', 'api_token = "hunter2"',
     'database = "postgresql://ana:hunter2@db/desk"',
     'database = "postgresql://db/desk?user=ana&password=hunter2"'],
)  # fmt: skip
def test_secrets_are_refused_and_not_repeated(text: str) -> None:
    (said,) = problems(text)
    assert "does not belong" in said or "do not belong" in said
    assert "hunter2" not in said


def test_a_good_key_holds_beside_a_bad_one(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('language = "es"\ntheme = 4\n')
    settings, found = read(file)
    assert settings.language == "es"
    assert [problem.key for problem in found] == ["theme"]


@pytest.mark.parametrize("content", [b'theme = "d\xe1rk"', b"\xff\xfe"])
def test_a_file_that_is_not_text_is_said_to_be_so(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes(content)
    with pytest.raises(SettingsError, match="not UTF-8"):
        load(file)


def test_the_line_of_a_command_key_is_known_however_it_is_written() -> None:
    text = '# mine = 1\n[keys] # a=b\n"ticket.take" = "a"\nqueue.open = "enter"\n \'x\' = "="\n'
    settings, found = check(FILE, text)
    assert not found
    assert settings.keys == {"ticket.take": "a", "queue.open": "enter", "x": "="}
    assert [settings.line_of(f"keys.{key}") for key in settings.keys] == [3, 4, 5]
    assert settings.line_of("theme") is None


@given(st.lists(st.from_regex(r"[a-z]{1,5}(\.[a-z]{1,3})?", fullmatch=True), unique=True))
def test_every_line_is_found_under_the_key_that_it_sets(keys: list[str]) -> None:
    text = "[keys]\n" + "".join(f'"{key}" = "a"\n\n' for key in keys)
    lines = line_numbers(text)
    assert [lines[f"keys.{key}"] for key in keys] == [2 + 2 * n for n in range(len(keys))]


def test_tables_of_an_array_are_counted() -> None:
    text = '[[way]]\nen = "a"\n\n[[way]]\nen = "b"\nmeans.en = "c"\n[other]\n[[way]]\n'
    lines = line_numbers(text)
    assert [lines[key] for key in ("way", "way.1", "way.1.en", "other")] == [1, 1, 2, 7]
    assert [lines[f"way.2{key}"] for key in ("", ".en", ".means", ".means.en")] == [4, 5, 6, 6]
    assert lines["way.3"] == 8


def test_what_has_no_line_of_its_own_has_that_of_what_is_around_it() -> None:
    lines = line_numbers('a = [\n  "one",\n]\n[b.c]\n')
    assert [line_of(key, lines) for key in ("a.1", "b.c.d", "b", "x")] == [1, 4, 4, None]


def test_the_cursor_is_a_mark_over_ssh_unless_the_person_says_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert not Settings().marks_cursor()
    assert Settings(cursor="mark").marks_cursor()
    monkeypatch.setenv("SSH_CONNECTION", "10.0.0.1 5 10.0.0.2 22")
    assert Settings().marks_cursor()
    assert not Settings(cursor="lit").marks_cursor()
