"""Scores as data. In: a scoring model and a person, as plain values. Out: the score and the stage, and where each point comes from."""
