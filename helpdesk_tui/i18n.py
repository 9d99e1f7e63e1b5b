"""Speaks the technician's language: English in the source, Spanish from the catalogue."""

from __future__ import annotations

import gettext
import os
from pathlib import Path

LOCALE = Path(__file__).parent / "locale"
DOMAIN = "helpdesk"
LANGUAGES = ("en", "es")

_catalogue = gettext.NullTranslations()
_language = "en"


def install(language: str | None = None) -> str:
    """Switch every later `_()` to `en` or `es`, and return which one it is.

    Without a language the system's locale chooses: anything Spanish is `es`, the rest `en`.
    """
    global _catalogue, _language
    _language = language if language in LANGUAGES else system_language()
    _catalogue = gettext.translation(DOMAIN, LOCALE, [_language], fallback=True)
    return _language


def system_language() -> str:
    """`es` where the environment names a Spanish locale, else `en`."""
    names = (os.environ.get(key) for key in ("LC_ALL", "LC_MESSAGES", "LANG"))
    name = next(filter(None, names), "").lower()
    return "es" if name.replace("-", "_").split("_")[0].split(".")[0] in ("es", "spanish") else "en"


def language() -> str:
    """The language in use: `en` or `es`."""
    return _language


def _(message: str) -> str:
    """`message` in the language in use; nothing stays nothing (gettext answers with its header)."""
    return _catalogue.gettext(message) if message else ""


def ngettext(singular: str, plural: str, count: int) -> str:
    """The form that goes with `count`, in the language in use."""
    return _catalogue.ngettext(singular, plural, count)


def N_(message: str, plural: str = "") -> str:
    """Mark a message (and its plural form) for the catalogue without translating it yet."""
    return message
