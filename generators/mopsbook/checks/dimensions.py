"""SCORE: scalable, cohesive, organized, reliable, efficient. What each of the five means for what a team has written down.

The five words are a framework of the trade for marketing operations as a whole. A rule serves one of them: the one that
suffers first where the rule is broken.
"""

from collections.abc import Mapping

DIMENSIONS: Mapping[str, str] = {
    "scalable": "It works for three hundred campaigns a year as it does for one: names follow rules, nothing hangs on one person.",
    "cohesive": "The parts fit together: whatever is referred to is there, in use, and can be reached.",
    "organized": "Everything has its form and its place, so that people and machines find it.",
    "reliable": "It is true today, nothing that is needed is missing, and somebody answers for it.",
    "efficient": "Work moves on: it waits for nobody in particular, ends in no dead end, and nothing is paid for in vain.",
}
