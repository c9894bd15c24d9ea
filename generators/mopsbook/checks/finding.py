"""Finding: one thing to mend, where it stands, and how.

Rules yield Complaints; the run gives them place and severity.
"""

from msgspec import Struct

from mopsbook.documents.document import Document, Pointer

SEVERITIES = ("error", "warning", "info")


class Complaint(Struct, frozen=True):
    """What a rule has to say: of which document, at which pointer of it, and the way out.

    `on_key` points at the key and not at its value, `within` at these words in the value, if they stand there so; where they
    stand in it several times, at those that begin at the character `begin` of the value.
    """

    document: Document
    pointer: Pointer
    message: str
    hint: str = ""
    on_key: bool = False
    within: str = ""
    begin: int = 0


class Finding(Struct, frozen=True):
    """One finding. Lines and columns count from 1, columns in characters; `end_column` is the first one after.

    `subject` is what it is about (process `webinar-launch`), `part` the place within (step `build-program`); both are
    empty for a file that gave no document. `message` says what is wrong with it.
    `dimension` is the one of SCORE that its rule serves, "" if a team's own rule serves none.
    `state` says how it stands to what was there before: "" if nothing was compared, "new", "known" (it was there before, or
    stands in the baseline) or "waived"; `reason` is that of the waiver. Only "" and "new" fail a check.
    """

    path: str
    line: int
    column: int
    end_column: int
    rule: str
    severity: str
    message: str
    hint: str = ""
    source_line: str = ""
    kind: str = ""
    id: str = ""
    subject: str = ""
    part: str = ""
    dimension: str = ""
    state: str = ""
    reason: str = ""

    @property
    def is_waived(self) -> bool:
        """Whether somebody answers for leaving it as it is, for now: nobody is asked to mend it."""
        return self.state == "waived"

    @property
    def is_open(self) -> bool:
        """Whether it may fail a check: it was not there before, and no waiver covers it."""
        return self.state in ("", "new")

    @property
    def remark(self) -> str:
        """What is wrong, for a page on which the subject stands already."""
        return f"{self.part}: {self.message}" if self.part else self.message

    @property
    def sentence(self) -> str:
        """The whole sentence: what it is about, and what is wrong."""
        about = ", ".join(name for name in (self.subject, self.part) if name)
        return f"{about}: {self.message}" if about else self.message

    @property
    def advice(self) -> str:
        """The sentence and the way out, where there is room for one text only."""
        if not self.hint:
            return self.sentence
        stop = "" if self.sentence.endswith((".", "?", "!", ":")) else "."
        return f"{self.sentence}{stop} {self.hint[0].upper()}{self.hint[1:]}"

    @property
    def order(self) -> tuple[object, ...]:
        """Findings are shown in the order of their places."""
        return (self.path, self.line, self.column, self.rule, self.sentence)
