"""What the carrier reads out of the answer to a text webhook."""

import pytest

from channels.simulator.twiml import TwimlError, replies_in


@pytest.mark.parametrize(
    ("document", "replies"),
    [
        pytest.param("", [], id="an empty answer asks for nothing"),
        pytest.param("<Response/>", [], id="an empty document asks for nothing"),
        pytest.param("<Response><Message>您好</Message></Response>", ["您好"], id="the text of a message"),
        pytest.param("<Response><Message><Body>one</Body></Message></Response>", ["one"], id="a body inside"),
        pytest.param(
            '<?xml version="1.0"?><Response><Message>1</Message><Message>2 &amp; 3</Message></Response>',
            ["1", "2 & 3"],
            id="several messages in order",
        ),
    ],
)
def test_replies_are_read(document: str, replies: list[str]) -> None:
    assert replies_in(document.encode(), "text/xml; charset=utf-8") == replies


@pytest.mark.parametrize(
    ("document", "content_type", "code"),
    [
        pytest.param("<Response>", "text/xml", 12100, id="not well-formed"),
        pytest.param("<!DOCTYPE x [<!ENTITY a 'b'>]><Response/>", "text/xml", 12100, id="entities are refused"),
        pytest.param("<Answer/>", "text/xml", 12102, id="another root"),
        pytest.param("<Response><Dial/></Response>", "text/xml", 12200, id="a verb that texts do not have"),
        pytest.param("<Response><Message><Media>u</Media></Message></Response>", "text/xml", 12200, id="a noun"),
        pytest.param("<Response><Message> </Message></Response>", "text/xml", 14103, id="an empty message"),
        pytest.param("{}", "application/json", 12300, id="another content type"),
        pytest.param("<Response>" + " " * 70_000 + "</Response>", "text/xml", 11750, id="too large"),
    ],
)
def test_what_cannot_be_carried_out_is_a_loud_error(document: str, content_type: str, code: int) -> None:
    with pytest.raises(TwimlError) as refused:
        replies_in(document.encode(), content_type)
    assert refused.value.code == code
