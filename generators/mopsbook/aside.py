"""Work a value out in another process while this one goes on, where that is safe and worth it.

`processes.py` says where a process can be forked safely. Elsewhere, and where there is little to do, the value is worked out
here, when it is asked for. It is the same.
"""

import gc
import os
import pickle
import signal
from collections.abc import Callable
from contextlib import suppress
from typing import Generic, TypeVar

from mopsbook.processes import count_processes

T = TypeVar("T")


class Aside(Generic[T]):
    """A value that is being worked out. `work` must have no effect but its value, which pickle can say."""

    def __init__(self, work: Callable[[], T], *, worth: bool) -> None:
        """Begin the work in another process if it is `worth` that; else it is done when somebody asks for the value."""
        self._work = work
        self._process = self._pipe = 0
        self._home = os.getpid()
        self._value: list[T] = []
        if worth and count_processes() > 1:
            self._begin()

    def __call__(self) -> T:
        """Return the value. Raises what the work raises."""
        if not self._value:
            # What is forked later must not read the answer that this process waits for.
            waits = self._process and os.getpid() == self._home
            self._value.append(self._wait() if waits else self._work())
        return self._value[0]

    def __del__(self) -> None:
        if self._process and os.getpid() == self._home:
            os.close(self._pipe)
            with suppress(OSError):
                os.kill(self._process, signal.SIGKILL)
                os.waitpid(self._process, 0)

    def _begin(self) -> None:
        self._pipe, answer = os.pipe()
        try:
            self._process = os.fork()
        except OSError:
            # No more processes are to be had. The work can be done here.
            os.close(self._pipe)
            os.close(answer)
            return
        if self._process:
            os.close(answer)
            return
        # Whatever happens here, none of what comes after the fork may happen twice.
        try:
            # Ctrl+C reaches every process of the group, and one of them is enough to say so.
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            gc.disable()
            with os.fdopen(answer, "wb") as file:
                pickle.dump(self._work(), file, pickle.HIGHEST_PROTOCOL)
            os._exit(0)
        finally:
            os._exit(1)

    def _wait(self) -> T:
        process, self._process = self._process, 0
        with os.fdopen(self._pipe, "rb") as file:
            answer = file.read()
        # Who started us may have said that nobody asks how processes ended.
        with suppress(ChildProcessError):
            os.waitpid(process, 0)
        try:
            value: T = pickle.loads(answer)
        except (EOFError, pickle.UnpicklingError):
            # Whatever went wrong there goes wrong here as well, and is raised where it can be understood; or it does not.
            value = self._work()
        return value
