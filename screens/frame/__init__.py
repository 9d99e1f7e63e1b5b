"""The frame around every screen: top line, timer, bars, footer; undo, conflicts, help, palette."""
