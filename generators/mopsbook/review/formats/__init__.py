"""How a review is written, one format a file: `render(review, kinds, screen) -> str`. `diff --format` offers what lies here."""
