"""Collector: what looks for cycles of values that nobody needs any more, held back while a build runs."""

import gc


class Collector:
    """Nearly all that a build makes lives until it ends, and looking for what does not takes up to half of its time.

    A preview makes one build after the other: what the last one left is looked for when the next one is done.
    """

    def __init__(self) -> None:
        self._held = self._was_on = False

    def hold(self) -> None:
        """Switch the collector off; a build begins."""
        if not self._held:
            self._held, self._was_on = True, gc.isenabled()
            gc.disable()

    def turn_to_pages(self) -> None:
        """Let it look at what the writing of pages leaves behind, and not at what stays to the end."""
        if self._held:
            gc.freeze()
            gc.enable()

    def release(self, *, tidy: bool = False) -> None:
        """Leave it as it was found: a test, or another tool, may go on in this process. With `tidy`, it looks once at everything."""
        if self._held:
            self._held = False
            gc.unfreeze()
            (gc.enable if self._was_on else gc.disable)()
            if tidy:
                gc.collect()
