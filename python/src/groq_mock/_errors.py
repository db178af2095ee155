"""What goes wrong, in one sentence each."""


class GroqMockError(Exception):
    """What was asked for can't be done; the message says why, and what to do."""

    def __init__(self, message: str, status: int | None = None) -> None:
        super().__init__(message)
        #: What the control API answered with; None where it did not answer.
        self.status = status


class GroqMockUnavailable(GroqMockError):
    """There is no server, and nothing here that could start one."""
