"""One format, one file: `render(findings, view) -> str`. `--format` offers what lies here."""
