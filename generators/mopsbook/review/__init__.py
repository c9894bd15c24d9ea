"""What a change of the book means. In: the Catalog before and after. Out: a Review: what changed, whom it touches, who looks at it."""
