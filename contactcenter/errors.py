"""What can go wrong in a way the caller is told about; one middleware turns these into answers."""

from typing import Any, ClassVar


class ContactCenterError(Exception):
    """The request could not be carried out."""

    status: ClassVar[int] = 400
    default_code: ClassVar[str] = "bad_request"

    def __init__(
        self, message: str | None = None, *, code: str | None = None, details: dict[str, Any] | None = None
    ) -> None:
        self.message = message or (type(self).__doc__ or "").strip().split("\n")[0]
        self.code = code or self.default_code
        self.details = details or {}
        super().__init__(self.message)


class NotSignedIn(ContactCenterError):
    """Please sign in."""

    status = 401
    default_code = "not_signed_in"


class NotAllowed(ContactCenterError):
    """Your role does not allow this."""

    status = 403
    default_code = "not_allowed"


class NotFound(ContactCenterError):
    """There is nothing at this address."""

    status = 404
    default_code = "not_found"


class Conflict(ContactCenterError):
    """Somebody else was faster; reload and look again."""

    status = 409
    default_code = "conflict"


class TooLarge(ContactCenterError):
    """This is larger than what is taken here."""

    status = 413
    default_code = "too_large"


class InvalidInput(ContactCenterError):
    """Something in the request is not as it must be."""

    status = 422
    default_code = "invalid_input"


class TooManyRequests(ContactCenterError):
    """Too many attempts; please wait a moment."""

    status = 429
    default_code = "too_many_requests"

    def __init__(self, message: str | None = None, *, retry_after: int, **kwargs: Any) -> None:
        super().__init__(message, **kwargs)
        self.retry_after = retry_after


class Unavailable(ContactCenterError):
    """The service cannot reach its database just now; try again shortly."""

    status = 503
    default_code = "unavailable"


class SendError(Exception):
    """A provider did not take what we sent.

    `retryable`: trying again later may help. `maybe_sent`: nobody knows whether it went out (a time-out after the
    request was written), so the sender looks for it at the provider before it is sent once more.
    """

    def __init__(
        self, text: str, *, code: str = "", retryable: bool, maybe_sent: bool = False, retry_after: float = 0.0
    ) -> None:
        super().__init__(text)
        self.text = text
        self.code = code
        self.retryable = retryable
        self.maybe_sent = maybe_sent
        self.retry_after = retry_after
