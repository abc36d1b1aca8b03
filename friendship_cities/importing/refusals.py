"""The ways in which a file, or one row of it, is refused."""


class UnreadableFile(ValueError):
    """A file nothing can be imported from; says why, in a sentence for who sent it."""


class RefusedRow(ValueError):
    """A row that cannot be imported; says everything that is wrong with it."""

    def __init__(self, *reasons: str) -> None:
        super().__init__("；".join(reasons))
        self.reasons = reasons
