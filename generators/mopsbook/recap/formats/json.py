"""For programs: one JSON object, whose shape docs/year.md describes."""

import json
from collections.abc import Sequence
from typing import Any

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Key
from mopsbook.recap.recap import Happening, Recap, Row, Tally
from mopsbook.recap.sentences import tell
from mopsbook.recap.standing import BookStanding
from mopsbook.terminal.screen import PIPE, Screen


def render(recap: Recap, catalog: Catalog, site: str = "", screen: Screen = PIPE) -> str:
    """Return {"version": 1, "period": {...}, "sentences": [...], "total": {...}, "months": [...], ...}."""
    period = recap.period
    whole = {
        "version": 1,
        "period": {
            "name": period.name,
            "from": period.first.isoformat(),
            "to": period.last.isoformat(),
            "until": recap.until.isoformat(),
        },
        "missing": recap.missing,
        "begins": recap.began.isoformat() if recap.began else None,
        "sentences": tell(recap),
        "total": {
            **_tally(recap.tally),
            "documents": recap.documents,
            "commits": recap.commits,
            "people": recap.people,
        },
        "before": _standing(recap.before),
        "after": _standing(recap.after),
        "months": [
            {
                "from": month.period.first.isoformat(),
                "to": month.period.last.isoformat(),
                **_tally(month.tally),
                "at_end": _standing(month.standing),
            }
            for month in recap.months
        ],
        "teams": _rows(recap.teams),
        "kinds": _rows(recap.kinds),
        "busiest": _rows(recap.busiest),
        "decisions": _events(recap.decisions),
        "proposed": _events(recap.proposed),
        "answered": _events(recap.answered),
        "waiting": _events(recap.waiting),
        "audits": _events(recap.audits),
        "renamed": _events(recap.renamed),
        "retired": _events(recap.retired),
        "removed": _events(recap.removed),
    }
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def _tally(tally: Tally) -> dict[str, int]:
    return {
        "added": tally.added,
        "changed": tally.changed,
        "read_again": tally.reviewed,
        "removed": tally.removed,
    }


def _standing(standing: BookStanding | None) -> dict[str, int] | None:
    return {"documents": standing.documents, "score": standing.score} if standing else None


def _rows(rows: Sequence[Row]) -> list[dict[str, Any]]:
    return [{"title": row.title, "entity": _name(row.key), **_tally(row.tally)} for row in rows]


def _events(events: Sequence[Happening]) -> list[dict[str, Any]]:
    return [
        {"day": one.day.isoformat(), "title": one.title, "entity": _name(one.key), "note": one.note, "bad": one.is_bad}
        for one in events
    ]


def _name(key: Key | None) -> str | None:
    return f"{key[0]}/{key[1]}" if key else None
