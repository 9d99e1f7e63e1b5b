"""Why a template gave no text, in a sentence for whoever wrote it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from helpdesk_tui.i18n import N_, _

_LONGEST_WORD = 200

_SENTENCES = {
    "syntax": N_("This is not how a template is written ({word})."),
    "filter": N_("There is no filter “{word}”."),
    "name": N_("There is nothing called “{word}”."),
    "forbidden": N_("A template may not use “{word}”."),
    "failed": N_("This cannot be worked out ({word})."),
    "depth": N_("This is nested too deeply, or never comes to an end."),
    "time": N_("This took too long and was stopped."),
    "memory": N_("This needed too much memory and was stopped."),
    "length": N_("The text got too long and was stopped."),
    "crashed": N_("The process that makes texts has ended; nothing else is harmed."),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What the rendering process says: a text, or what kind of problem, where, and with what.

    Of a template that is only read, `known` are the names in it, and `asked` those below `ask`.
    """

    text: str = ""
    problem: str = ""
    line: int | None = None
    word: str = ""
    known: Sequence[str] = ()
    asked: Sequence[str] = ()


class TemplateProblem(Exception):
    """A template gave no text: its name, the line (from 1) where one is known, and why."""

    def __init__(self, name: str, line: int | None, sentence: str) -> None:
        self.name, self.line, self.sentence = name, line, sentence
        places = (name or _("template"), str(line) if line else "")
        super().__init__(f"{':'.join(filter(None, places))}: {sentence}")


def problem(name: str, answer: Answer) -> TemplateProblem:
    """What an answer without a text means, in the technician's language."""
    from helpdesk_tui.safe_text import line
    from helpdesk_tui.toml_text import nearest

    words = _(_SENTENCES.get(answer.problem, _SENTENCES["crashed"]))
    sentence = words.format(word=line(answer.word[:_LONGEST_WORD]).rstrip("."))
    meant = nearest(answer.word, answer.known) if answer.known else ""
    hint = _('Did you mean "{name}"?').format(name=line(meant)) if meant else ""
    return TemplateProblem(name, answer.line, f"{sentence} {hint}".rstrip())
