"""Where the quoted part of a mail's HTML begins, by the containers mail programs put it in. Pure."""

import re

_CLASSES = (
    r"gmail_quote|gmail_quote_container|gmail_extra|yahoo_quoted|protonmail_quote|tutanota_quote|zmail_extra|airmail_ext"
    r"|moz-cite-prefix|moz-email-headers-table|OutlookMessageHeader|MsoNormalQuote|WordSectionQuote|lark-mail-quote"
    r"|ntes-mailmaster-quote|netease-quote|qm_quote|foxmail_quote|freemail_quote|history-quote-wrapper|x_gmail_quote"
)
_IDS = (
    r"(?:x_)*divRplyFwdMsg|(?:x_)*appendonsend|(?:mac_)?OLK_SRC_BODY_SECTION|isReplyContent|replyWithInHistory|reply-intro"
    r"|isForwardContent|mail-editor-reference-message-container|yahoo_quoted_\d+|lark-mail-quote-[\w-]+|QQMailReply"
    r"|ms-outlook-mobile-body-separator-line|origbody|divtagdefaultwrapper_quote"
)
_ATTRIBUTES = r'(?:\s[a-z-]+="[^"]*")*?\s'
QUOTE = re.compile(
    rf'<(?:div|blockquote|table|span|p|section)(?:{_ATTRIBUTES}class="(?:[^"]*\s)?(?:{_CLASSES})(?:\s[^"]*)?"'
    rf'|{_ATTRIBUTES}id="(?:{_IDS})"|{_ATTRIBUTES}type="cite")',
    re.IGNORECASE,
)


def without_quote(markup: str) -> str | None:
    """The HTML up to the first container of quoted text, left open where it was cut; None where there is none.

    `markup` is inert HTML, whose attributes are all in double quotes.
    """
    found = QUOTE.search(markup)
    return markup[: found.start()] if found else None
