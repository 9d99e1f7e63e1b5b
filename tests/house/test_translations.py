"""English is the source, so it is complete by itself; Spanish must say all of it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import click
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir

from helpdesk_tui.cli import click_words
from tests.house.catalogue import KEYWORDS, source_messages, spanish


def test_the_spanish_catalogue_says_everything_that_the_source_says() -> None:
    source = {message.id: message for message in source_messages() if message.id}
    catalogue = spanish()
    translated = {message.id: message for message in catalogue if message.id}
    faults = [
        *(f"missing: {name(source[id])}" for id in source.keys() - translated.keys()),
        *(f"no longer said: {name(translated[id])}" for id in translated.keys() - source.keys()),
        *(f"obsolete: {name(message)}" for message in catalogue.obsolete.values()),
        *(f"fuzzy: {name(message)}" for message in translated.values() if message.fuzzy),
        *(f"untranslated: {name(m)}" for m in translated.values() if not all(forms(m.string))),
    ]
    assert not faults, "run `make translations`, then translate:\n" + "\n".join(sorted(faults))


def test_a_translation_has_the_placeholders_and_the_edges_of_its_source() -> None:
    faults = [
        f"{fault}: {name(message)}"
        for message in spanish()
        if message.id and all(forms(message.string))
        for fault in mismatches(message)
    ]
    assert not faults, "\n".join(faults)


def test_no_message_hides_in_an_f_string_where_it_is_not_found() -> None:
    root = Path(__file__).parent.parent.parent
    hidden = [
        f"{file.relative_to(root)}:{call.lineno}: {call.args[0].value!r}"
        for folder in ("helpdesk_tui", "screens")
        for file in (root / folder).rglob("*.py")
        for joined in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(joined, ast.JoinedStr)
        for call in ast.walk(joined)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in ("_", "ngettext")
        and isinstance(call.args[0], ast.Constant)
    ]
    assert hidden == []


def test_the_words_of_click_are_those_that_click_asks_for() -> None:
    asked = extract_from_dir(
        Path(click.__file__).parent, [("**.py", "python")], keywords=KEYWORDS | {"gettext": None}
    )
    known = {message for _file, _line, message, _comments, _context in asked}
    untranslatable = {"[OPTIONS]", "COMMAND [ARGS]...", "[COMMAND] [ARGS]...", "required"}
    listed = (*click_words.HELP, *click_words.WRONG_CALLS, *click_words.ASKING)
    singulars = {message if isinstance(message, str) else message[0] for message in known}
    assert set(listed) - untranslatable <= singulars


def name(message: Message) -> str:
    return f"{forms(message.id)[0]!r} ({', '.join(file for file, _line in message.locations)})"


def forms(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def placeholders(text: str) -> set[str]:
    return {field for _text, field, _spec, _conversion in Formatter().parse(text) if field}


def mismatches(message: Message) -> Iterator[str]:
    sources = forms(message.id)
    for form in forms(message.string):
        if placeholders(form) not in [placeholders(source) for source in sources]:
            yield "other placeholders"
        if edges(form) != edges(sources[0]):
            yield "other white space at an edge"


def edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
