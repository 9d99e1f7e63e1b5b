"""What every screen leans on: the app it runs in, its keys, colours, words and times."""
