"""The cases of bad news: seven built in, complete in both languages, and one's own beside them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_tui import paths, wording
from helpdesk_tui.cli import helpdesk
from helpdesk_tui.conversations.case_check import LISTS, TEXTS, check
from helpdesk_tui.conversations.cases import BUILT_IN, FOLDER, Case, Script, load

FORMS = ("usted", "tú", "vos")
DOCS = Path(__file__).parent.parent.parent / "docs"
OWN = """\
[name]
es = "La línea no vuelve"

[asset]
es = "la línea"

[[statement]]
depth = "summary"
certainty = "likely"
es = "{asset} vuelve a [su|tu] oficina el …, de {asset} depende {client}."
"""
BRACES = "Between braces stands asset or client, and nothing else."
FORMS_SAID = "Write the forms of address like this: [usted|tú|vos]."

built_in = pytest.mark.parametrize("case", load(None).cases, ids=lambda case: case.id)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def own(folder: Path, text: str, name: str = "line-down") -> Path:
    file = folder / f"{name}.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def texts(node: Any) -> Iterator[dict[str, str]]:
    """Every text of a document, with its languages."""
    if isinstance(node, list):
        for item in node:
            yield from texts(item)
    elif isinstance(node, dict):
        if node.keys() & {"en", "es"}:
            yield node
        for item in node.values():
            yield from texts(item)


def heard(script: Script) -> list[str]:
    """What the client hears or reads."""
    spoken = [script.warning, script.headline, script.protection, script.if_nothing]
    offered = [words for option in script.options for words in (option.text, option.means)]
    return [*spoken, *script.facts, *offered, *(said.text for said in script.statements)]


def everything(script: Script) -> list[str]:
    behind = (script.evidence, script.not_promised, script.traps, script.tell)
    hints = [hint.text for hint in script.hints]
    return [script.name, *heard(script), *(text for part in behind for text in part), *hints]


def words(text: str) -> int:
    return len(text.split())


def test_seven_cases_are_built_in() -> None:
    assert tuple(case.id for case in load(None).cases) == BUILT_IN
    assert {file.stem for file in FOLDER.iterdir()} == set(BUILT_IN)
    assert not any(case.own for case in load(None).cases)


@built_in
def test_a_built_in_case_says_everything_in_both_languages(case: Case) -> None:
    assert set(case.document) == {*TEXTS, *LISTS}
    for text in texts(case.document):
        assert text["en"].strip()
        assert text["es"].strip()


@built_in
def test_a_built_in_case_has_something_for_every_step(case: Case) -> None:
    script = case.told("en")
    assert {hint.step for hint in script.hints} == {1, 2, 3, 4, 5, 6}
    assert len(script.facts) >= 5
    assert len(script.options) >= 2
    assert all(option.means for option in script.options)
    assert min(map(len, (script.evidence, script.traps, script.not_promised))) >= 3
    assert script.tell


@built_in
def test_whoever_wants_only_the_headline_is_offered_less_and_nobody_more_than_five(
    case: Case,
) -> None:
    depths = Counter(said.depth for said in case.told("en").statements)
    assert 1 <= depths["headline"] < depths.total() <= 5
    assert depths["summary"]
    assert depths["everything"]


@built_in
def test_something_is_not_known_and_said_so(case: Case) -> None:
    assert "unknown" in {said.certainty for said in case.told("en").statements}


@built_in
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_news_comes_after_a_warning_and_is_short(case: Case, language: str) -> None:
    script = case.told(language)
    assert {"en": "bad news about", "es": "mala noticia sobre"}[language] in script.warning
    assert words(script.headline) <= 20
    for text in heard(script):
        assert words(text) <= 25


@built_in
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_case_reads_well_when_nothing_is_known(case: Case, language: str) -> None:
    for form in FORMS:
        for text in everything(case.told(language, form)):
            assert not re.search(r"[{}\[\]|]|\b(de|a) el\b|  ", text)
            assert re.match(r"[«“¿¡]*[A-ZÁÉÍÓÚ]", text), text


@built_in
def test_what_the_client_hears_needs_no_plainer_words(case: Case) -> None:
    for language, form in (("en", ""), *(("es", form) for form in FORMS)):
        for text in heard(case.told(language, form)):
            assert wording.check(text, language, form) == [], text


@built_in
def test_a_headline_holds_the_name_of_what_it_is_about(case: Case) -> None:
    for language in ("en", "es"):
        assert "SRV-2" in case.told(language, asset="SRV-2").headline


def test_what_nobody_has_named_has_a_general_word() -> None:
    equipment, *_rest = load(None).cases
    assert equipment.told("en").facts[0] == "The machine is more than five years old."
    assert equipment.told("en", asset="srv-2").facts[0] == "srv-2 is more than five years old."
    assert equipment.told("es").warning == "Tengo una mala noticia sobre el equipo."
    breach = load(None).find("breach")
    assert breach
    assert breach.told("en", client="ACME").facts[3] == "Mails were sent in the name of ACME."
    assert breach.told("es").facts[3] == "Se han enviado correos en nombre de la empresa."


def test_spanish_joins_its_words() -> None:
    lost = load(None).find("data-lost")
    assert lost
    assert lost.told("es").warning == "Tengo una mala noticia sobre los datos del equipo."
    assert lost.told("es", asset="SRV-2").warning.endswith("sobre los datos de SRV-2.")


def test_a_case_is_told_in_the_form_of_address(folder: Path) -> None:
    own(folder, '[name]\nes = "[Pruebe|Prueba|Probá] [su|tu] copia"\n')
    case = load(folder).cases[-1]
    assert [case.told("es", form).name for form in ("usted", "tu", "tú", "vos", "")] == [
        *("Pruebe su copia", "Prueba tu copia", "Prueba tu copia", "Probá tu copia"),
        "Pruebe su copia",
    ]


def test_own_cases_come_after_the_built_in_ones(folder: Path) -> None:
    own(folder, OWN)
    own(folder, OWN, "alarm")
    found = load(folder)
    assert [case.id for case in found.cases] == [*BUILT_IN, "alarm", "line-down"]
    assert [case.own for case in found.cases[-3:]] == [False, True, True]
    assert found.problems == ()


def test_an_own_case_takes_the_place_of_the_built_in_one_of_its_name(folder: Path) -> None:
    file = own(folder, OWN, "breach")
    found = load(folder)
    assert tuple(case.id for case in found.cases) == BUILT_IN
    breach = found.find("breach")
    assert breach
    assert breach.file == file
    assert load(None).find("breach") != breach


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_a_case_in_one_language_is_told_in_that_one(folder: Path, language: str) -> None:
    own(folder, OWN)
    script = load(folder).cases[-1].told(language, "tu")
    assert script.name == "La línea no vuelve"
    assert script.statements[0].text == (
        "La línea vuelve a tu oficina el …, de la línea depende la empresa."
    )
    assert (script.headline, script.facts, script.options) == ("", (), ())


def test_a_long_text_may_go_over_several_lines(folder: Path) -> None:
    own(folder, '[name]\nen = """The line\n  is down"""\n')
    assert load(folder).cases[-1].name("en") == "The line is down"


def test_what_would_steer_a_terminal_is_only_seen(folder: Path) -> None:
    own(folder, '[name]\nen = "a\\u001b[2J"\n')
    assert load(folder).cases[-1].name("en") == "a␛[2J"


def test_a_folder_that_is_not_there_holds_no_cases(folder: Path) -> None:
    assert load(folder / "nowhere") == load(None)


def test_only_files_that_are_meant_are_read(folder: Path) -> None:
    (folder / "sub.toml").mkdir()
    (folder / ".#line.toml").symlink_to("nobody@nowhere")
    own(folder, "not TOML", "notes.txt").rename(folder / "notes.txt")
    assert load(folder) == load(None)


def test_a_broken_file_leaves_the_others_usable(folder: Path) -> None:
    own(folder, "[name\n", "breach")
    (folder / "bytes.toml").write_bytes(b'[name]\nen = "\xff"\n')
    own(folder, OWN)
    found = load(folder)
    assert [case.id for case in found.cases] == [*BUILT_IN, "line-down"]
    assert [(problem.file.name, problem.line) for problem in found.problems] == [
        ("breach.toml", 1),
        ("bytes.toml", None),
    ]


NAMED = '[name]\nen = "x"\n'
MISTAKES = {
    '[headline]\nen = "x"': [': name: Give the case a name: name.en = "..." or name.es = "...".'],
    'name = "x"': [':1: name: Write name.en = "..." or name.es = "...".'],
    '[[name]]\nen = "x"': [':1: name: Write name.en = "..." or name.es = "...".'],
    "[name]": [':1: name: Write it in one language at least: en = "..." or es = "...".'],
    "[name]\nen = 3": [':2: name.en: Write text in "quotes".'],
    '[name]\nen = " "': [':2: name.en: Write text in "quotes".'],
    '[name]\nen = "x {aset}"': [f':2: name.en: {BRACES} Did you mean "asset"?'],
    '[name]\nen = "x {client"': [f':2: name.en: {BRACES} Did you mean "client"?'],
    '[name]\nen = "x }"': [f":2: name.en: {BRACES}"],
    '[name]\nes = "[a|b|c|d] x"': [f":2: name.es: {FORMS_SAID}"],
    '[name]\nes = "su|tu x"': [f":2: name.es: {FORMS_SAID}"],
    f'{NAMED}fr = "y"': [":3: name.fr: There is no such key."],
    f'{NAMED}[heading]\nen = "y"': [
        ':3: heading: There is no such key. Did you mean "headline"?',
    ],
    f'{NAMED}[headline]\nen = "' + "very " * 20 + 'bad"': [
        ":4: headline.en: It has 21 words; a headline has 20 at most.",
    ],
    f'{NAMED}[fact]\nen = "y"': [":3: fact: Write [[fact]] on a line, for each one anew."],
    f'fact = [\n  "y",\n]\n{NAMED}': [":1: fact: Write [[fact]] on a line, for each one anew."],
    f'{NAMED}[[fact]]\nen = "y"\n[[fact]]\neng = "y"': [
        ':5: fact.2: Write it in one language at least: en = "..." or es = "...".',
        ':6: fact.2.eng: There is no such key. Did you mean "en"?',
    ],
    f'{NAMED}[[statement]]\nen = "y"\ndepth = "all"': [
        ":3: statement.1.certainty: Write one of certain, likely, unknown.",
        ":5: statement.1.depth: Write one of headline, summary, everything.",
    ],
    f'{NAMED}[[statement]]\nen = "y"\ndepth = "summary"\ncertainty = ["likely"]': [
        ':6: statement.1.certainty: Write one of certain, likely, unknown. Did you mean "likely"?',
    ],
    NAMED + "".join(f'[[hint]]\nen = "y"\nstep = {step}\n' for step in ("7", "true", '"1"')): [
        ":5: hint.1.step: Write one of 1, 2, 3, 4, 5, 6.",
        ":8: hint.2.step: Write one of 1, 2, 3, 4, 5, 6.",
        ':11: hint.3.step: Write one of 1, 2, 3, 4, 5, 6. Did you mean "1"?',
    ],
    f'{NAMED}[[option]]\nen = "y"\nmeans = "z"': [
        ':5: option.1.means: Write means.en = "..." or means.es = "...".',
    ],
    f'{NAMED}[[option]]\nen = "y"\nmeans.en = ""': [
        ':5: option.1.means.en: Write text in "quotes".',
    ],
}


@pytest.mark.parametrize("text", MISTAKES)
def test_each_mistake_is_told_with_its_line_its_key_and_a_way_out(text: str) -> None:
    _document, problems = check(Path("own.toml"), text)
    assert [str(problem) for problem in problems] == [f"own.toml{said}" for said in MISTAKES[text]]


@given(st.sampled_from(BUILT_IN), st.data())
def test_a_key_that_is_misspelt_anywhere_is_found_on_its_line(id: str, data: st.DataObject) -> None:
    lines = (FOLDER / f"{id}.toml").read_text("utf-8").splitlines()
    keys = [n for n, line in enumerate(lines, start=1) if line and not line.startswith("#")]
    number = data.draw(st.sampled_from(keys))
    lines[number - 1] = re.sub(r"\w+", lambda word: f"{word[0]}z", lines[number - 1], count=1)
    _document, problems = check(Path("own.toml"), "\n".join(lines))
    assert (number, "There is no such key.") in [(p.line, p.sentence) for p in problems]


def test_the_example_of_the_documents_is_a_case(folder: Path) -> None:
    page = (DOCS / "cases.md").read_text("utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    own(folder, example)
    found = load(folder)
    assert found.problems == ()
    case = found.cases[-1]
    assert set(case.document) == {*TEXTS, *LISTS}
    assert case.told("es", "vos").protection == "Hasta entonces cobrá las tarjetas con un móvil."
    assert re.findall(r"^\| `\[+(\w+)\]+` \|", page, re.M) == list(case.document)
    assert re.findall(r"^\| `([\w-]+)` \|", page, re.M) == list(BUILT_IN)


def call(*args: str) -> Result:
    return CliRunner().invoke(helpdesk, ("cases", *args), prog_name="helpdesk")


def test_the_command_lists_the_cases_and_where_they_come_from() -> None:
    file = own(paths.cases_dir(), OWN)
    result = call("check")
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert len(lines) == 8
    assert lines[0] == "equipment       Equipment must be replaced · built in"
    assert lines[-1] == f"line-down       La línea no vuelve · {file}"


def test_the_command_tells_what_is_wrong_and_ends_with_2() -> None:
    file = own(paths.cases_dir(), '[name]\nen = "x"\n[headlin]\nen = "y"\n')
    result = call("check")
    assert result.exit_code == 2
    assert result.stderr == (f'{file}:3: headlin: There is no such key. Did you mean "headline"?\n')
    assert len(result.stdout.splitlines()) == 7


def test_the_command_looks_at_one_file_wherever_it_is(folder: Path) -> None:
    file = own(folder, OWN)
    result = call("check", str(file))
    assert (result.exit_code, result.output) == (0, f"{file} is in order.\n")
    result = call("check", str(own(folder, "[name]\n")))
    assert (result.exit_code, result.stdout) == (2, "")


@pytest.mark.parametrize("id", BUILT_IN)
def test_a_case_that_was_printed_is_an_own_case(id: str) -> None:
    own(paths.cases_dir(), call("show", id).output, "mine")
    *_, mine = load(paths.cases_dir()).cases
    original = load(None).find(id)
    assert original
    assert mine.own
    assert mine.told("es") == original.told("es")


def test_a_case_that_nobody_wrote_is_not_shown() -> None:
    result = call("show", "flood")
    assert result.exit_code == 2
    assert "There is no case flood. There are: equipment, " in result.stderr
