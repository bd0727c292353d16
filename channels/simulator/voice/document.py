"""Reads the document with which the account answers for a call. Pure.

The whole document is checked before its first verb is carried out: an unknown element, attribute or value is an error
with the vendor's number, never skipped. (The vendor itself only warns of some of these, and callers hear the gap.)
"""

from xml.etree.ElementTree import Element

from channels.simulator.twiml import LIMIT_BYTES, XML_TYPES, TwimlError, read_response
from channels.simulator.voice.grammar import ATTRIBUTES, CHILDREN, E164, NEED_TEXT, SPEECH_MARKUP, VERBS
from channels.simulator.voice.program import Purpose, Verb

BODY_TOO_LARGE = 11750
SCHEMA = 12200
CONTENT_TYPE = 12300
DIAL_BAD_NUMBER = 13223


def read_document(body: bytes, content_type: str, *, url: str, purpose: Purpose) -> tuple[Verb, ...]:
    """The verbs of an answer: a document, or sound to play or plain words to say, as the vendor takes them too."""
    kind = content_type.split(";")[0].strip().lower()
    if kind.startswith("audio/"):
        # Music alone goes on for as long as somebody must listen to it.
        return (Verb(name="Play", attributes={} if purpose == "call" else {"loop": "0"}, text=url),)
    if len(body) > LIMIT_BYTES:
        raise TwimlError(BODY_TOO_LARGE, "TwiML response body too large")
    if kind == "text/plain":
        return (Verb(name="Say", text=body.decode("utf-8", "replace").strip()),)
    if kind not in XML_TYPES:
        raise TwimlError(CONTENT_TYPE, "Invalid Content-Type")
    return read_verbs(body, purpose=purpose)


def read_verbs(body: bytes, *, purpose: Purpose = "call") -> tuple[Verb, ...]:
    root = read_response(body)
    _check_attributes(root)
    for element in root:
        if element.tag not in VERBS[purpose]:
            where = "" if element.tag not in ATTRIBUTES else f" in a document for a {purpose}"
            raise TwimlError(SCHEMA, f"Schema validation: {element.tag} is not known{where}")
    return tuple(_read(element) for element in root)


def _read(element: Element) -> Verb:
    _check_attributes(element)
    name, text = str(element.tag), _words(element)
    allowed = CHILDREN.get(name, ())
    children = [] if name == "Say" else list(element)
    for child in children:
        if child.tag not in allowed:
            raise TwimlError(SCHEMA, f"Schema validation: {child.tag} is not known in {name}")
    verb = Verb(
        name=name, attributes=dict(element.attrib), text=text, children=tuple(_read(child) for child in children)
    )
    _check_whole(verb)
    return verb


def _words(element: Element) -> str:
    if element.tag != "Say":
        return (element.text or "").strip()
    for markup in element.iter():
        if markup is not element and markup.tag not in SPEECH_MARKUP:
            raise TwimlError(SCHEMA, f"Schema validation: {markup.tag} is not known in Say")
    return " ".join("".join(element.itertext()).split())


def _check_attributes(element: Element) -> None:
    known = ATTRIBUTES.get(str(element.tag), {})
    for name, value in element.attrib.items():
        if name not in known:
            raise TwimlError(SCHEMA, f"Schema validation: {element.tag} has no attribute {name}")
        if not known[name](value):
            raise TwimlError(SCHEMA, f'Schema validation: {element.tag} {name}="{value}" is not valid')


def _check_whole(verb: Verb) -> None:
    """What attributes alone do not show."""
    name = verb.name
    is_empty = not verb.text and not (name == "Play" and verb.attributes.get("digits"))
    if (name in NEED_TEXT and is_empty) or (name == "Client" and is_empty and not _has_identity(verb)):
        raise TwimlError(SCHEMA, f"Schema validation: {name} is empty")
    if name == "Number" and not E164.fullmatch(verb.text):
        raise TwimlError(DIAL_BAD_NUMBER, "Dial->Number: Invalid phone number format")
    if name == "Dial":
        _check_dial(verb)
    if name in ("Start", "Stop") and len(verb.children) != 1:
        raise TwimlError(SCHEMA, f"Schema validation: {name} needs one Transcription")


def _check_dial(verb: Verb) -> None:
    nouns = [child.name for child in verb.children]
    if verb.text and not nouns:
        if not E164.fullmatch(verb.text):
            raise TwimlError(DIAL_BAD_NUMBER, "Dial->Number: Invalid phone number format")
        return
    if not nouns:
        raise TwimlError(SCHEMA, "Schema validation: Dial names nobody")
    if "Conference" in nouns and len(nouns) > 1:
        raise TwimlError(SCHEMA, "Schema validation: Dial names a Conference beside others")


def _has_identity(verb: Verb) -> bool:
    return any(child.name == "Identity" for child in verb.children)
