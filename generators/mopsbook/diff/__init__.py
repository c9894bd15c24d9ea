"""What a change of the book means: `mopsbook diff`, and `note`, which tells it. In: the Catalog before and after. Out: a Diff: what changed, whom it touches, who looks at it."""
