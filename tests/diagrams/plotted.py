"""Plots to look at and to test: of a team like any other, of names that try to break out, of nearly nothing, of far too much."""

from __future__ import annotations

import random
from datetime import date, timedelta

from stacks import HOSTILE, LONG

from mopsbook.diagrams.picture import ROOT, Picture
from mopsbook.diagrams.plots.bars import Bar, Measure, draw_bars
from mopsbook.diagrams.plots.curve import Point, draw_curve
from mopsbook.diagrams.plots.matrix import Scales, Spot, draw_matrix
from mopsbook.diagrams.plots.time_line import Event, draw_time_line

TODAY = date(2026, 10, 1)
COSTS = {
    "CRM": 240_000, "Marketing automation": 120_000.5, "Data warehouse": 96_000, "Account-based marketing": 54_000,
    "Webinars and events": 33_000, "Enrichment": 31_500, "Work management": 8_000, "Tag management": 0, "Chat": None,
}  # fmt: skip
TEAMS = {"Marketing Operations": 92, "Demand Generation": 71, "Revenue Operations": 100, "Web": 38, "Data": 0}
RENEWALS = (
    ("Marketo Engage", date(2026, 12, 31), "Notice ends"), ("Marketo Engage", date(2027, 3, 31), "Renewal"),
    ("Salesforce Sales Cloud", date(2027, 1, 31), "Renewal"), ("Salesforce Sales Cloud", date(2026, 11, 2), "Notice ends"),
    ("6sense", date(2026, 9, 15), "Renewal"), ("ZoomInfo", date(2026, 12, 15), "Renewal"),
    ("ZoomInfo", date(2026, 10, 16), "Notice ends"), ("Goldcast", date(2026, 12, 31), "Renewal"),
    ("Qualtrics", date(2027, 1, 1), "Renewal"), ("LinkedIn Campaign Manager", date(2027, 1, 3), "Renewal"),
    ("Hightouch", date(2027, 6, 30), "Renewal"), ("OneTrust", date(2027, 8, 1), "Renewal"),
)  # fmt: skip
INITIATIVES = (
    ("Rebuild lead scoring", 4, 5), ("Consent centre in all markets", 5, 4), ("UTM builder for agencies", 1, 4),
    ("One webinar template", 2, 4), ("Archive old programs", 1, 2), ("Attribution model for partners", 5, 2),
    ("Routing by territory", 3, 5), ("Alert on failed syncs", 2, 5), ("Rename all campaigns", 4, 1), ("Slack digest", 1, 4),
)  # fmt: skip
QUARTERS = ("Do first", "Plan well", "Do in between", "Leave")
SCALES = Scales("Effort", "Impact", 1, 5, QUARTERS, "initiative")


def costs(id: str = "costs") -> Picture:
    """Return what a stack costs by category."""
    bars = [Bar(name, (value,), f"{ROOT}systems/") for name, value in COSTS.items()]
    picture = draw_bars(id, "What the stack costs in a year", bars, Measure("Category", "Cost in a year", "EUR"))
    assert picture
    return picture


def completeness(id: str = "complete") -> Picture:
    """Return how complete the pages of each team are."""
    bars = [Bar(name, (value,), f"{ROOT}teams/{name[0].lower()}/") for name, value in TEAMS.items()]
    picture = draw_bars(id, "How complete the book is", bars, Measure("Team", "Complete", "%", most=100))
    assert picture
    return picture


def parts(id: str = "parts", apart: bool = False) -> Picture:
    """Return bars of three parts, stacked or apart."""
    bars = [
        Bar("Marketing automation", (90_000, 25_000, 5_000)),
        Bar("CRM", (200_000, None, 40_000)),
        Bar("Tag management", (0, 0, 0)),
        Bar("Chat", (None, None, None)),
    ]
    said = Measure("Category", "Cost", "EUR", ("Licences", "Services", "Training"), apart)
    picture = draw_bars(id, "Where the money goes", bars, said)
    assert picture
    return picture


def renewals(id: str = "renewals") -> Picture:
    """Return when contracts renew, and until when notice can be given."""
    events = [Event(when, name, kind, f"{ROOT}systems/{name.split()[0].lower()}/") for name, when, kind in RENEWALS]
    picture = draw_time_line(id, "Renewals", events, today=TODAY, thing="date")
    assert picture
    return picture


def initiatives(id: str = "initiatives") -> Picture:
    """Return initiatives by effort and impact; four share a place."""
    spots = [Spot(name, x, y, f"{ROOT}initiatives/{x}-{y}/") for name, x, y in INITIATIVES]
    picture = draw_matrix(id, "Initiatives", spots, SCALES)
    assert picture
    return picture


def course(id: str = "course") -> Picture:
    """Return how complete a book was from month to month."""
    points = [
        Point(date(2026, month, 28), value) for month, value in enumerate((71, 70, 74, 78, 79, 85, 93, 92, 97), 1)
    ]
    picture = draw_curve(id, "How complete the book was", points, "Complete", "%", most=100)
    assert picture
    return picture


def hostile() -> dict[str, Picture]:
    """Return a plot of each kind in which every word is one of HOSTILE or LONG."""
    names = [*HOSTILE, *LONG]
    evil = HOSTILE[0]
    bars = [Bar(name, (10.0**n, 3.0), f"{ROOT}systems/s{n}/") for n, name in enumerate(names)]
    events = [Event(TODAY + timedelta(5 * n), name, names[n % 5]) for n, name in enumerate(names)]
    spots = [Spot(name, n % 6, n % 5) for n, name in enumerate(names)]
    found = {
        "bars": draw_bars("bad-bars", evil, bars, Measure(evil, LONG[0], LONG[1], (HOSTILE[1], LONG[2]))),
        "levels": draw_bars(
            "bad-levels",
            evil,
            [Bar(name, (9.0 * n, 3.0), note=name) for n, name in enumerate(names)],
            Measure(
                evil,
                LONG[0],
                series=(evil, LONG[2]),
                levels=tuple((11.0 * n, name) for n, name in enumerate(names)),
                noted=evil,
            ),
        ),
        "apart": draw_bars("bad-apart", evil, bars, Measure(evil, LONG[0], evil, (HOSTILE[1], LONG[2]), apart=True)),
        "time line": draw_time_line("bad-time", evil, events, today=TODAY + timedelta(20), thing=LONG[0]),
        "curve": draw_curve("bad-curve", evil, [Point(TODAY + timedelta(n), 10.0**n) for n in range(9)], evil, LONG[1]),
        "matrix": draw_matrix("bad-matrix", evil, spots, Scales(LONG[0], LONG[1], 0, 5, (evil, *LONG[:3]), evil)),
    }
    assert all(found.values())
    return {name: picture for name, picture in found.items() if picture}


def much(seed: int = 1) -> dict[str, Picture]:
    """Return more of everything than anybody would draw."""
    dice = random.Random(seed)
    words = [
        f"{dice.choice(('Lead', 'Account', 'Partner', 'Campaign'))} {dice.choice(LONG + HOSTILE)[:40]} {n}"
        for n in range(80)
    ]
    bars = [Bar(word, (dice.uniform(-50, 100) * 10 ** dice.randrange(6),)) for word in words]
    events = [Event(TODAY + timedelta(dice.randrange(400)), word, f"Kind {n % 9}") for n, word in enumerate(words)]
    spots = [Spot(word, dice.choice((1, 1, 2, 5)), dice.choice((1, 5, 5, 5))) for word in words]
    found = {
        "bars": draw_bars("many-bars", "Many", bars, Measure("Word", "Number", "points")),
        "time line": draw_time_line("many-events", "Many", events),
        "curve": draw_curve(
            "many-days", "Many", [Point(TODAY + timedelta(n), dice.gauss(0, 50)) for n in range(700)], "Number"
        ),
        "matrix": draw_matrix("many-spots", "Many", spots, SCALES),
    }
    return {name: picture for name, picture in found.items() if picture}


def usual() -> dict[str, Picture]:
    """Return a plot of each sort, as a team would have them."""
    return {
        "costs": costs(), "completeness": completeness(), "stacked": parts(), "apart": parts("parts-apart", apart=True),
        "renewals": renewals(), "initiatives": initiatives(),
        "course": course(),
    }  # fmt: skip
