"""What goes wrong with the model that makes vectors."""

from contactcenter.errors import ContactCenterError


class EmbeddingError(ContactCenterError):
    """The model that makes vectors did not answer as it should."""
