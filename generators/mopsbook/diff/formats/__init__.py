"""How a diff is written, one format a file: `render(diff, kinds, screen) -> str`. `diff --format` offers what lies here."""
