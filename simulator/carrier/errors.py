"""What a REST client did wrong, in Twilio's numbers.

ApiError
├── Unauthorised   20003
├── NotFound       20404
├── BadParameter   the parameter's own code
├── NotInProgress  21220
├── TooMany        20429, 10004
└── Unavailable    20500
"""

from __future__ import annotations

MORE_INFO = "https://www.twilio.com/docs/errors/{code}"


class ApiError(Exception):
    """An answer other than success; becomes Twilio's JSON error body."""

    def __init__(self, code: int, message: str, *, status: int) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status

    def body(self) -> dict[str, object]:
        """Return the JSON body as Twilio writes it."""
        return {
            "code": self.code,
            "message": self.message,
            "more_info": MORE_INFO.format(code=self.code),
            "status": self.status,
        }


class Unauthorised(ApiError):  # noqa: N818 - reads as what happened
    """Wrong or missing account SID and token."""

    def __init__(self) -> None:
        super().__init__(20003, "Authenticate", status=401)


class NotFound(ApiError):  # noqa: N818 - reads as what happened
    """No resource at this path."""

    def __init__(self, path: str) -> None:
        super().__init__(
            20404, f"The requested resource {path} was not found", status=404
        )


class BadParameter(ApiError):  # noqa: N818 - reads as what happened
    """A parameter is missing or malformed; never quotes the value."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(code, message, status=400)


class NotInProgress(ApiError):  # noqa: N818 - reads as what happened
    """The call has ended, or has not got as far as the request needs."""

    def __init__(self) -> None:
        super().__init__(21220, "Call is not in-progress. Cannot redirect.", status=400)


class TooMany(ApiError):  # noqa: N818 - reads as what happened
    """Too many requests (20429) or live calls (10004)."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(code, message, status=429)


class Unavailable(ApiError):  # noqa: N818 - reads as what happened
    """The carrier's own failure; the request may or may not have taken effect."""

    def __init__(self, *, status: int = 500) -> None:
        super().__init__(20500, "An internal server error has occurred", status=status)
