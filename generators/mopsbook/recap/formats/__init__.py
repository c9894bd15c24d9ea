"""Formats: a recap as text, Markdown, HTML or JSON. Each file has one function, `render`; `year --format` offers what lies here."""
