"""Recap: what became of a book in a year, or in any other period: what was written, changed, decided, answered, audited."""
