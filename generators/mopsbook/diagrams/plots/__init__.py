"""Plots: pictures of numbers and dates. In: plain values, from wherever they come. Out: Picture, as from the drawings."""
