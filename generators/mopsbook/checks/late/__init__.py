"""Rules that come after the others, one file each: they look at what those found, or at an earlier state of the book.

`check(shelf, given, today)` yields Complaints; all else is as in rules/. What they are given is in checks/given.py.
"""
