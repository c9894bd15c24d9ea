"""SetupError: the one exception for a wrong set-up, caught once at the door (exit 2).

What is wrong with the knowledge travels as Findings instead, and what is wrong with us as a traceback.
"""


class SetupError(Exception):
    """Something about the set-up keeps the run from starting: an option, a revision, a schema.

    `message` says what is wrong and where, `hint` says how to mend it.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
