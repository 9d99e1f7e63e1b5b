"""What is marked, what is not, and why."""

from __future__ import annotations

import pytest

from helpdesk_tui import i18n
from helpdesk_tui.wording import Finding, Kind, check
from helpdesk_tui.wording.phrases import load
from helpdesk_tui.wording.sentences import count_words, split


def spots(text: str, language: str, form: str = "") -> list[str]:
    return [text[hint.start : hint.end] for hint in check(text, language, form)]


def cut(text: str, language: str = "es") -> list[str]:
    return [text[s.start : s.end] for s in split(text, load(language).abbreviations)]


@pytest.mark.parametrize(
    "text",
    [
        "No volverá a ocurrir.",
        "no volvera a ocurrir",
        "NO VOLVERÁ A OCURRIR!",
        "No volverá\na ocurrir",
    ],
)
def test_case_accents_and_line_breaks_hide_no_phrase(text: str) -> None:
    assert [hint.kind for hint in check(text, "es")] == [Kind.PROMISE]


def test_either_apostrophe_will_do() -> None:
    assert spots("It won't happen again. It won’t happen again.", "en") == [
        "won't happen again",
        "won’t happen again",
    ]


def test_only_whole_words_count() -> None:
    assert spots("Sooner, unguaranteed, soon-to-be; prontamente-si, garantizadora", "en") == []


def test_a_comma_or_a_full_stop_parts_a_phrase() -> None:
    assert spots("Call us as soon as, well, possible. It is never. Again we tested it.", "en") == []


def test_what_is_vague_is_fine_beside_a_time() -> None:
    assert spots("We call you soon.", "en") == ["soon"]
    for time in ("today", "at 14:30", "on 3/11", "before Friday", "within two days", "by 5 pm"):
        assert spots(f"We call you soon, {time}.", "en") == []
    for time in ("hoy", "a las 14:30", "el 3/11", "antes del viernes", "en dos horas", "a las 5"):
        assert spots(f"Le llamamos pronto, {time}.", "es") == []


def test_a_time_in_another_sentence_does_not_help() -> None:
    assert spots("It broke at 14:30. We call you soon.", "en") == ["soon"]
    assert spots("Se rompió hoy.\n- Le llamamos pronto", "es") == ["pronto"]


def test_a_reason_speaks_the_language_of_the_desk() -> None:
    (hint,) = check("No volverá a ocurrir.", "es")
    assert hint == Finding(
        0,
        20,
        Kind.PROMISE,
        i18n._("A promise that may not hold. Say what was done, or when you bring news."),
        "ahora es menos probable: hemos cambiado …",
    )


def test_a_sentence_may_have_25_words() -> None:
    words = "palabra " * 24
    assert check(f"{words}fin.", "es") == []
    (hint,) = check(f"Antes. {words}más fin. Después.", "es")
    assert (hint.start, hint.end, hint.kind) == (7, 7 + len(words) + 8, Kind.LONG)
    assert "26" in hint.reason


def test_long_sentences_are_found_in_any_language() -> None:
    assert [hint.kind for hint in check("mot " * 26 + "guaranteed soon", "fr")] == [Kind.LONG]


def test_what_a_reader_sees_as_a_word_counts_as_one() -> None:
    text = "Vea https://desk.example/a-b/c?d=1 – o sea, SRV-2 (14:30, 3.5 TB) y/o ana@example.com …"
    (sentence,) = split(text, load("es").abbreviations)
    assert count_words(text, sentence) == 10


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("El Sr. Ruiz vino. Dio 3.5 TB.", ["El Sr. Ruiz vino.", "Dio 3.5 TB."]),
        ("Use otro, p. ej. SRV-2. Listo.", ["Use otro, p. ej. SRV-2.", "Listo."]),
        ("A las 14:30 a. m. del lunes. Ya.", ["A las 14:30 a. m. del lunes.", "Ya."]),
        ("Cables, etc. para todos. Fin", ["Cables, etc. para todos.", "Fin"]),
        ("Cables, etc. Mañana más.", ["Cables, etc.", "Mañana más."]),
        ("Vino J. Ruiz ayer.", ["Vino J. Ruiz ayer."]),
        ("Está en el disco C. Cópielo.", ["Está en el disco C.", "Cópielo."]),
        ("¿Va? ¡Sí! Bien… Vale", ["¿Va?", "¡Sí!", "Bien…", "Vale"]),
        ("Dijo «ya.» Y fue.", ["Dijo «ya.»", "Y fue."]),
        ("Hola, Ana:\r\nuna línea\r\ncortada.", ["Hola, Ana:\r\nuna línea\r\ncortada."]),
        ("Título\r\n\r\nTexto", ["Título", "Texto"]),
        ("Pasos:\n- uno\n- dos\n más\n2. tres\n• x", ["Pasos:", "uno", "dos\n más", "tres", "x"]),
        ("- uno\n\n - dos", ["uno", "dos"]),
        ("  \n\n 🙂 …\n--\n", []),
    ],
)  # fmt: skip
def test_sentences_end_where_they_end(text: str, sentences: list[str]) -> None:
    assert cut(text) == sentences


def test_english_abbreviations_end_no_sentence() -> None:
    assert cut("Mr. Lee came, e.g. at 9 a.m. on Monday. Done.", "en") == [
        "Mr. Lee came, e.g. at 9 a.m. on Monday.",
        "Done.",
    ]


def test_a_text_that_mixes_forms_is_marked_where_it_leaves_the_commonest() -> None:
    assert spots("Puedes entrar en tu correo. Usted tiene la clave.", "es") == ["Usted"]
    assert spots("Si usted quiere, te llamo.", "es") == ["te"]
    assert spots("¿Podés leerlo? Decinos si tenés otro. ¿Puedes?", "es") == ["Puedes"]


def test_a_wish_of_the_reader_decides() -> None:
    text = "Te llamo hoy, ¿puedes? Usted tiene la clave."
    assert spots(text, "es", "usted") == ["Te", "puedes"]
    assert spots(text, "es", "tú") == spots(text, "es", "tu") == ["Usted"]
    assert spots(text, "es", "vos") == ["puedes", "Usted"]


def test_a_wish_that_nobody_knows_counts_as_none() -> None:
    assert spots("Si usted quiere, te llamo.", "es", "thou") == ["te"]


def test_the_word_of_the_other_form_is_offered() -> None:
    (hint,) = check("¿Puedes venir?", "es", "usted")
    assert hint.better == "puede"
    assert hint.reason == i18n._("Addresses the reader as {form}, not as {wanted}.").format(
        form="tú", wanted="usted"
    )


def test_what_may_be_meant_for_others_goes_with_every_form() -> None:
    for form in ("usted", "tú", "vos"):
        assert spots("Su proveedor puede venir hoy. Ustedes ya tienen la clave.", "es", form) == []
        assert spots("El departamento de TI insiste: existe un contraste.", "es", form) == []


def test_an_imperative_is_known_where_a_sentence_begins() -> None:
    assert spots("Reinicie el equipo. Por favor llame hoy.", "es", "tú") == [
        "Reinicie",
        "favor llame",
    ]
    assert spots("Es posible que el equipo reinicie.", "es", "tú") == []


def test_english_has_one_form_of_address() -> None:
    assert spots("You can enter. Usted, tu, vos.", "en", "usted") == []
