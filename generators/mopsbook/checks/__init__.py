"""Is it right, is it complete?

In: a Shelf and today's date. Out: Findings, sorted by place. One rule, one file in rules/. Scores of what they leave.
"""
