"""Makes the texts that clients read from templates: nothing a template does can hurt the desk."""

from __future__ import annotations

from helpdesk_tui.rendering.problems import TemplateProblem
from helpdesk_tui.rendering.templates import Plain, render, source

__all__ = ["Plain", "TemplateProblem", "render", "source"]
