"""Makes the texts that clients read from templates: nothing a template does can hurt the desk."""

from __future__ import annotations

from helpdesk_tui.rendering.problems import TemplateProblem
from helpdesk_tui.rendering.templates import Names, Plain, names, render, source

__all__ = ["Names", "Plain", "TemplateProblem", "names", "render", "source"]
