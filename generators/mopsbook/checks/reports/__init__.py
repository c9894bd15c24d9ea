"""One format, one file: `render(findings) -> str`. `--format` offers what lies here."""
