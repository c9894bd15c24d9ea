"""A digest as text for a terminal, Markdown, a message for Slack, a mail in HTML, JSON.

One module a format: `render(digest, screen) -> str`. `changes --format` offers what lies here.
"""
