"""HTML that does nothing: an allow-list, no addresses fetched by themselves, links that leak nothing.

Images of the mail itself become `data-cid`, images elsewhere `data-remote-src`: whoever shows the mail decides whether
and from where they are loaded. It is shown in a sandboxed frame besides.
"""

import html
import re

import nh3

TAGS = frozenset(
    [
        "a",
        "abbr",
        "address",
        "b",
        "bdi",
        "bdo",
        "big",
        "blockquote",
        "br",
        "caption",
        "center",
        "cite",
        "code",
        "col",
        "colgroup",
        "dd",
        "del",
        "dfn",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "font",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "img",
        "ins",
        "kbd",
        "li",
        "mark",
        "ol",
        "p",
        "pre",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "section",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "time",
        "tr",
        "tt",
        "u",
        "ul",
        "var",
        "wbr",
    ]
)
# Removed with all that is in them; everything else unknown only loses its tags.
_WITH_CONTENT = {"script", "style", "title", "head", "noscript", "template", "iframe", "object", "embed", "applet"}
_WITH_CONTENT |= {"svg", "math", "select", "textarea", "audio", "video", "canvas", "noframes", "xmp", "plaintext"}
_LAYOUT = {"align", "valign", "width", "height", "bgcolor", "border", "cellpadding", "cellspacing"}
ATTRIBUTES = {
    "*": {"style", "dir", "lang", "title", "class", "id"} | _LAYOUT,
    "a": {"href", "name"},
    "img": {"src", "alt"},
    "td": {"colspan", "rowspan", "nowrap"},
    "th": {"colspan", "rowspan", "nowrap"},
    "font": {"color", "face", "size"},
    "ol": {"start", "type"},
    "blockquote": {"type", "cite"},
}
_SIZES = {f"{kind}{end}" for kind in ("margin", "padding") for end in ("", "-top", "-right", "-bottom", "-left")}
_BORDERS = {f"border{side}{end}" for side in ("", "-top", "-right", "-bottom", "-left") for end in ("", "-color")}
STYLES = (
    _SIZES
    | _BORDERS
    | {
        *("background-color", "border-collapse", "border-radius", "border-spacing", "border-style", "border-width"),
        *("color", "direction", "display", "float", "font", "font-family", "font-size", "font-style", "font-weight"),
        *("height", "letter-spacing", "line-height", "list-style-type", "max-width", "min-width", "table-layout"),
        *("text-align", "text-decoration", "text-indent", "vertical-align", "white-space", "width", "word-break"),
    }
)
LINK_SCHEMES = ("http://", "https://", "mailto:", "tel:", "#")
_FETCHES = re.compile(r"url\s*\(|expression\s*\(|@import|image-set|javascript:|behaviou?r\s*:|\\", re.IGNORECASE)
# Small pictures written into the HTML itself stay; no other kind of content may come in this way.
_DATA_PICTURE = re.compile(r"data:image/(?:png|jpe?g|gif|webp);base64,[A-Za-z0-9+/=\s]{0,700000}\Z", re.IGNORECASE)
# What the sanitiser writes is regular: attributes in double quotes, every other `<` escaped.
_IMAGE = re.compile(r'<img((?:\s[a-zA-Z-]+="[^"]*")*)\s*/?>')
_SOURCE = re.compile(r'\ssrc="([^"]*)"')


def make_inert(markup: str) -> str:
    """The same mail, unable to run, fetch or send anything. The caller has looked whether it is not too complex."""
    clean = nh3.clean(
        markup,
        tags=set(TAGS),
        clean_content_tags=_WITH_CONTENT,
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        attribute_filter=_filter_attribute,
        url_schemes={"http", "https", "mailto", "tel", "cid", "data"},
        url_relative="deny",
        link_rel="noopener noreferrer nofollow",
        filter_style_properties=set(STYLES),
    )
    return _IMAGE.sub(_without_source, clean).strip()


def _filter_attribute(tag: str, name: str, value: str) -> str | None:
    if name == "style":
        return None if _FETCHES.search(value) else value
    if name == "href":
        return value if value.strip().lower().startswith(LINK_SCHEMES) else None
    if name == "src":
        return _checked_source(value)
    if name in ("cite", "background"):
        return None
    return value


def _checked_source(value: str) -> str | None:
    start = value.strip()[:8].lower()
    if start.startswith("data:"):
        return value if _DATA_PICTURE.match(value.strip()) else None
    return value if start.startswith(("cid:", "http:", "https:")) else None


def _without_source(found: re.Match[str]) -> str:
    attributes = found.group(1)
    source = _SOURCE.search(attributes)
    if source is None or source.group(1).lower().startswith("data:"):
        return found.group()
    address = source.group(1).strip()
    if address.lower().startswith("cid:"):
        kept = f' data-cid="{html.escape(html.unescape(address[4:]).strip("<>"))}"'
    else:
        kept = f' data-remote-src="{address}"'
    return f"<img{_SOURCE.sub('', attributes)}{kept}>"
