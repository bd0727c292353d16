"""Reads the document with which the account answers a text webhook. Pure.

Anything this carrier does not carry out is a loud error with the vendor's number, never skipped.
"""

from xml.etree import ElementTree

LIMIT_BYTES = 64 * 1024
XML_TYPES = ("text/xml", "application/xml", "text/html")


class TwimlError(Exception):
    """The answer is not a document this carrier can carry out."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def replies_in(body: bytes, content_type: str) -> list[str]:
    """The texts of all `<Message>` in the answer, in order; an empty answer asks for nothing."""
    if not body.strip():
        return []
    if len(body) > LIMIT_BYTES:
        raise TwimlError(11750, "TwiML response body too large")
    if content_type.split(";")[0].strip().lower() not in XML_TYPES:
        raise TwimlError(12300, "Invalid Content-Type")
    return [_reply_text(verb) for verb in _verbs(body)]


def read_response(body: bytes) -> ElementTree.Element:
    """The document's root, once it is known to be a `<Response>`."""
    # Entities have no place in TwiML, and expanding them is an old way to eat memory.
    if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
        raise TwimlError(12100, "Document parse failure")
    try:
        root = ElementTree.fromstring(body)
    except ElementTree.ParseError as error:
        raise TwimlError(12100, "Document parse failure") from error
    if root.tag != "Response":
        raise TwimlError(12102, "The root element must be Response")
    return root


def _verbs(body: bytes) -> list[ElementTree.Element]:
    root = read_response(body)
    for verb in root:
        if verb.tag != "Message":
            raise TwimlError(12200, f"Schema validation warning: {verb.tag} is not supported in an answer to a text")
    return list(root)


def _reply_text(verb: ElementTree.Element) -> str:
    parts = [verb.text or ""]
    for noun in verb:
        if noun.tag != "Body":
            raise TwimlError(12200, f"Schema validation warning: {noun.tag} is not supported in Message")
        parts += [noun.text or "", noun.tail or ""]
    text = "".join(parts).strip()
    if not text:
        raise TwimlError(14103, "Message: the body is empty")
    return text
