"""The language in which tickets are looked for: pure, so that every reading can be tried."""
