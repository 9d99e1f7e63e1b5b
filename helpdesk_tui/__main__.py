"""`python -m helpdesk_tui` is `helpdesk`."""

from __future__ import annotations

from helpdesk_tui.cli import main

main()
