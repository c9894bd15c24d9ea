"""What was written, and where.

In: a knowledge folder and Kinds. Out: a Shelf of Documents, each value with its place.
"""
