"""A run taken home: as a script, a page that replays it, a film, a figure, tables, a file."""
