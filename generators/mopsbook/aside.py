"""Work a value out in another process while this one goes on, where that is safe and worth it.

`processes.py` says where a process can be forked safely. Elsewhere, and where there is little to do, the value is worked out
here, when it is asked for. It is the same.
"""

import os
import pickle
from collections.abc import Callable
from typing import Generic, TypeVar

from mopsbook.processes import Shared, Way, count_processes

T = TypeVar("T")


class Aside(Generic[T]):
    """A value that is being worked out, or will be. `work` must have no effect but its value, which pickle can say."""

    def __init__(self, work: Callable[[], T], *, worth: bool, later: bool = False) -> None:
        """Begin the work in another process if it is `worth` that; else it is done when somebody asks for the value.

        With `later` it begins when somebody says so (`begin`), as nobody may ever ask.
        """
        self._work, self._worth = work, worth
        self._value: list[T] = []
        self._shared: Shared[T] | None = None
        self._home = os.getpid()
        if not later:
            self.begin()

    def begin(self) -> None:
        """Begin, if that is worth it: somebody is going to ask."""
        if self._worth and count_processes() > 1:
            self._worth = False
            self._shared = Shared([self._work], Way(pickle.dumps, pickle.loads), 1)

    def __call__(self) -> T:
        """Return the value. Raises what the work raises."""
        if not self._value:
            # What is forked later must not wait for the answer that is meant for this process.
            waits = self._shared is not None and os.getpid() == self._home
            self._value.append(self._wait() if waits else self._work())
        return self._value[0]

    def _wait(self) -> T:
        shared, self._shared = self._shared, None
        assert shared is not None
        with shared:
            return shared.results()[0]

    def __del__(self) -> None:
        if self._shared is not None and os.getpid() == self._home:
            self._shared.end()
