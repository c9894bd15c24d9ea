"""Answers on the terminal. In: a Catalog and a question. Out: plain values, as lines for people or as JSON for programs."""
