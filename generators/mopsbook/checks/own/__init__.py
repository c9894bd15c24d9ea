"""A team's own rules, kept as data under `rules` in book.yaml.

In: a Shelf and today's date. Out: OwnRules, what is wrong with how they are written, and Complaints of what they find.
`read*.py` holds them against the kinds, `judge.py` decides, `reasons.py` puts into words why something does not hold.
"""
