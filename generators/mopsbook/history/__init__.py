"""What changed, when, by whom and why. In: git + Kinds. Out: a ChangeLog, made by comparing models and not text."""
