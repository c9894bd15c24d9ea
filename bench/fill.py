"""Fill documents with believable facts and references. Every name is an id that exists; every convention proves its examples."""

from collections.abc import Callable
from random import Random
from typing import Any

from bench.phrases import CATEGORIES, METHODS, NAMES, NOUNS, OBJECTS, SENTENCES, VERBS

Facts = dict[str, Any]


class Fill:
    """The documents of one book, made from the numbers of each kind."""

    def __init__(self, rng: Random, numbers: dict[str, int]) -> None:
        self._rng = rng
        self.ids = {
            kind: [f"{_STEMS[kind]}-{number:04}" for number in range(1, many + 1)] for kind, many in numbers.items()
        }

    def book(self) -> Facts:
        """Return book.yaml."""
        return {
            "kind": "book", "title": "A made book", "organisation": "Example", "about": self._prose(2), "languages": ["en"],
            "repository": {"url": "https://github.com/example/book", "branch": "main"},
            "start_here": [f"{kind}/{self.ids[kind][0]}" for kind in ("system", "process", "integration")],
            "main_lifecycle": self.ids["lifecycle"][0],
        }  # fmt: skip

    def page(self, number: int) -> str:
        """Return a page that somebody wrote by hand."""
        parts = "\n".join(
            f"## {self._rng.choice(VERBS)} {self._rng.choice(NOUNS)}\n\n{self._prose(6)}\n" for _ in range(5)
        )
        return f"# Handbook, part {number}\n\n{parts}"

    def document(self, kind: str, id: str, index: int) -> Facts:
        """Return one document."""
        make: Callable[[str, int], Facts] = getattr(self, f"_{kind.replace('-', '_')}")
        title = f"{self._rng.choice(NAMES)} {_STEMS[kind].replace('-', ' ')} {index + 1}"
        head: Facts = {"kind": kind, "id": id, "title": title}
        if kind != "term":
            head["purpose"] = self._sentence()
        if kind not in ("role", "team"):
            head["owner"] = self._one("role")
        head |= {"status": "active" if self._rng.random() < 0.95 else "deprecated", "last_reviewed": self._day()}
        if self._rng.random() < 0.2:
            head["aliases"] = [f"Old {title}"]
        return head | make(id, index)

    def _team(self, id: str, index: int) -> Facts:
        return {
            "lead": self._one("role"),
            "channel": f"#team-{index}",
            "intake": self._sentence(),
            "services": self._sentences(4),
            "description": self._prose(5),
            "time_zone": "Europe/Amsterdam",
        }

    def _role(self, id: str, index: int) -> Facts:
        return {
            "team": self._one("team"),
            "responsibilities": self._sentences(5),
            "skills": self._sentences(3),
            "holders": self._rng.randint(1, 6),
            "backup": self._one("role"),
            "access": [{"system": name, "profile": "Editor"} for name in self._some("system", 5)],
            "description": self._prose(6),
        }

    def _system(self, id: str, index: int) -> Facts:
        tier = self._rng.randint(1, 3)
        return {
            "category": self._rng.choice(CATEGORIES),
            "vendor": f"{self._rng.choice(NAMES)} Software",
            "technical_owner": self._some("role", 2),
            "team": self._one("team"),
            "support_channel": f"#help-{index}",
            "users": self._some("team", 3),
            "access": self._sentence(),
            "provisioners": self._some("role", 2),
            "deprovisioners": self._some("role", 2),
            "authentication": "saml",
            "tier": tier,
            "criticality": {"business": 4 - tier, "integrations": 4 - tier, "risk": 4 - tier},
            "data_classification": self._rng.choice(["red", "orange", "yellow"]),
            "holds_personal_data": True,
            "data_collected": self._sentences(3),
            "privacy_review": self._day(),
            "contract": {
                "renewal_date": "2027-03-31",
                "auto_renew": True,
                "notice_period": "90d",
                "cost": 12000 + index,
                "currency": "EUR",
            },
            "environments": [
                {"name": "Production", "type": "production", "url": f"https://{id}.example.com"},
                {"name": "Sandbox", "type": "sandbox", "url": f"https://sandbox.{id}.example.com"},
            ],
            "status_page": f"https://status.{id}.example.com",
            "limits": [
                {"name": f"Calls of kind {number}", "value": number * 1000, "unit": "calls a day"}
                for number in (1, 5, 50)
            ],
            "runbook": self._one("process"),
            "description": self._article(),
        }

    def _integration(self, id: str, index: int) -> Facts:
        two_way = self._rng.random() < 0.3
        facts: Facts = {
            "source": self._one("system"),
            "target": self._one("system"),
            "direction": "two-way" if two_way else "one-way",
            "method": self._rng.choice(METHODS),
            "via": self._one("system"),
            "objects": [
                {
                    "source_object": self._rng.choice(OBJECTS),
                    "target_object": self._rng.choice(OBJECTS),
                    "operations": ["create", "update"],
                }
                for _ in range(3)
            ],
            "field_mappings": [
                {"source_field": f"field_{number}", "target_field": f"Field_{number}__c", "sync_rule": "always-source"}
                for number in range(6)
            ],
            "triggers": self._sentences(3),
            "exclusions": self._sentences(2),
            "frequency": self._rng.choice(["near-realtime", "hourly", "daily"]),
            "match_on": ["E-mail address", "Record id"],
            "deletes": self._sentence(),
            "api_user": f"svc-{id}",
            "error_handling": self._prose(5),
            "monitoring": self._sentence(),
            "alert_channel": f"#alerts-{index}",
            "personal_data": True,
            "legal_basis": "legitimate-interest",
            "runbook": self._one("process"),
            "description": self._prose(5),
        }
        return facts | ({"conflict_rule": self._sentence()} if two_way else {})

    def _process(self, id: str, index: int) -> Facts:
        steps = [self._step(number) for number in range(1, self._rng.randint(6, 11))]
        steps[-2]["next"] = [
            {"to": steps[-1]["id"], "when": "Everything passes"},
            {"to": steps[0]["id"], "when": "Something is missing"},
        ]
        return {
            "type": self._rng.choice(["playbook", "runbook", "sop", "checklist"]),
            "trigger": self._sentence(),
            "frequency": "Five to seven a month",
            "inputs": self._sentences(3),
            "outputs": self._sentences(3),
            "sla": {"value": 5, "unit": "business-days", "starts": "The ticket is accepted", "stops": "It is done"},
            "systems": self._some("system", 3),
            "steps": steps,
            "approvals": [{"role": self._one("role"), "condition": "The budget is above the limit"}],
            "risks": [{"risk": self._sentence(), "then": self._sentence()} for _ in range(2)],
            "escalation": self._sentence(),
            "conventions": self._some("naming-convention", 1),
            "description": self._prose(6),
        }

    def _step(self, number: int) -> Facts:
        return {
            "id": f"step-{number}",
            "title": f"{self._rng.choice(VERBS)} {self._rng.choice(NOUNS)}",
            "instructions": self._prose(4),
            "systems": self._some("system", 2),
            "responsible": self._one("role"),
            "accountable": self._one("role"),
            "consulted": self._some("role", 2),
            "informed": self._some("team", 1),
            "duration": "30 minutes",
        }

    def _naming_convention(self, id: str, index: int) -> Facts:
        values = self._one("value-list")
        return {
            "applies_to": [{"object": "program", "system": self._one("system")}],
            "separator": "_",
            "case": "any",
            "max_length": 80,
            "segments": [
                {
                    "id": "date",
                    "title": "Start date",
                    "type": "date",
                    "format": "YYYYMMDD",
                    "meaning": self._sentence(),
                },
                {"id": "value", "title": "Value", "type": "list", "values": values, "meaning": self._sentence()},
                {
                    "id": "topic",
                    "title": "Topic",
                    "type": "text",
                    "pattern": "[A-Za-z0-9]+",
                    "max_length": 40,
                    "meaning": self._sentence(),
                },
            ],
            "examples": [
                {"name": f"20270119_V{number}_WinterStorm{index}", "meaning": self._sentence()} for number in (1, 2, 3)
            ],
            "counter_examples": [{"name": f"2027-01-19_V1_WinterStorm{index}", "why": "The date has hyphens."}],
            "enforcement": "manual",
            "description": self._article(),
        }

    def _value_list(self, id: str, index: int) -> Facts:
        values = [
            {"value": f"V{number}", "label": f"Value {number}", "meaning": self._sentence()} for number in range(1, 13)
        ]
        return {"values": values, "change_process": self._sentence(), "description": self._prose(4)}

    def _lifecycle(self, id: str, index: int) -> Facts:
        types = ["initial", "main", "main", "main", "main", "terminal-won"]
        stages: list[Facts] = []
        for number, kind in enumerate(types, 1):
            stage: Facts = {
                "id": f"stage-{number}",
                "title": f"Stage {number}",
                "type": kind,
                "definition": self._prose(2),
                "entry_criteria": self._sentences(2),
                "owner": self._one("role"),
            }
            if number < len(types):
                way = {
                    "to": f"stage-{number + 1}",
                    "trigger": "manual",
                    "condition": self._sentence(),
                    "performed_by": self._one("role"),
                }
                stage |= {"exit_criteria": self._sentences(1), "transitions": [way]}
            stages.append(stage)
        return {
            "objects": ["Lead"],
            "status_fields": [{"system": self._one("system"), "object": "Lead", "field": "Stage__c"}],
            "stages": stages,
            "description": self._article(),
        }

    def _term(self, id: str, index: int) -> Facts:
        return {
            "definition": self._sentence(),
            "area": "Campaigns and channels",
            "example": self._sentence(),
            "not_to_be_confused_with": [{"term": self._one("term", but=id), "because": self._sentence()}],
            "related": [self._one(kind) for kind in ("system", "process", "integration")],
            "source": "The handbook",
            "description": self._prose(3),
        }

    def _one(self, kind: str, but: str = "") -> str:
        ids = self.ids[kind]
        chosen = ids[int(len(ids) * self._rng.random() ** 2)]
        return chosen if chosen != but else ids[ids.index(but) - 1]

    def _some(self, kind: str, number: int) -> list[str]:
        return list(dict.fromkeys(self._one(kind) for _ in range(number)))

    def _sentence(self) -> str:
        return self._rng.choice(SENTENCES)

    def _sentences(self, number: int) -> list[str]:
        return self._rng.sample(SENTENCES, number)

    def _prose(self, sentences: int) -> str:
        # Two numbers make texts differ, so that no cache of prose makes this book cheaper than a real one.
        words = [self._sentence() for _ in range(sentences)]
        words.append(
            f"Last time it took **{self._rng.randint(2, 90)} minutes** for {self._rng.randint(100, 99999)} records."
        )
        middle = len(words) // 2
        return " ".join(words[:middle]) + "\n" + " ".join(words[middle:]) + "\n"

    def _article(self) -> str:
        points = "".join(
            f"- **{self._rng.choice(NAMES)} {self._rng.randint(1, 999)}.** {self._sentence()}\n" for _ in range(3)
        )
        return f"### How it is set up\n{self._prose(4)}\n### What goes wrong\n{points}"

    def _day(self) -> str:
        return f"2026-{self._rng.randint(5, 11):02}-{self._rng.randint(1, 20):02}"


_STEMS = {
    "team": "team", "role": "role", "system": "system", "integration": "flow", "process": "process", "naming-convention": "names",
    "value-list": "values", "lifecycle": "lifecycle", "term": "term",
}  # fmt: skip
