"""Numbers that rise: how what would overlap is laid apart in the order it has, each thing as near as can be to where it wants to be."""

from collections.abc import Sequence


def make_rising(values: Sequence[float]) -> list[float]:
    """Return numbers of which none is less than the one before, moved as little as need be: what is out of order meets at its mean.

    To lay things apart, take from each place the distance that it has to keep from the first, and put that back afterwards.
    (https://en.wikipedia.org/wiki/Isotonic_regression, by the pool-adjacent-violators algorithm)
    """
    runs: list[list[float]] = []
    for value in values:
        runs.append([value])
        while len(runs) > 1 and _mean(runs[-2]) > _mean(runs[-1]):
            runs[-2:] = [runs[-2] + runs[-1]]
    return [_mean(run) for run in runs for _ in run]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
