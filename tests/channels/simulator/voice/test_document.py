"""Which documents are taken, as which verbs, and which are refused with which number."""

import pytest

from channels.simulator.twiml import TwimlError
from channels.simulator.voice.document import read_document, read_verbs
from channels.simulator.voice.program import Purpose, Verb


def read(document: str, purpose: Purpose = "call") -> tuple[Verb, ...]:
    return read_verbs(f"<Response>{document}</Response>".encode(), purpose=purpose)


def test_verbs_come_in_order_with_attributes_and_children() -> None:
    gather, redirect = read(
        '<Gather input="dtmf speech" numDigits="1"><Say language="zh-HK">按1字</Say><Pause length="2"/></Gather>'
        '<Redirect method="GET"> again?a=1&amp;b=2 </Redirect>'
    )
    assert (gather.name, gather.attributes) == ("Gather", {"input": "dtmf speech", "numDigits": "1"})
    assert [(child.name, child.text) for child in gather.children] == [("Say", "按1字"), ("Pause", "")]
    assert (redirect.text, redirect.attributes) == ("again?a=1&b=2", {"method": "GET"})


def test_speech_markup_is_read_as_its_words() -> None:
    [say] = read('<Say>Flat <say-as interpret-as="digits">12</say-as>\n  <break time="1s"/>B</Say>')
    assert say.text == "Flat 12 B"


@pytest.mark.parametrize(
    "document",
    [
        pytest.param('<Gather speechTimeout="auto" timeout="3" finishOnKey=""/>', id="gather"),
        pytest.param(
            '<Record maxLength="60" finishOnKey="*#" transcribe="true" transcribeCallback="/t"/>', id="record"
        ),
        pytest.param('<Enqueue waitUrl="" action="/left">line</Enqueue>', id="enqueue with silence"),
        pytest.param("<Dial>+85291234567</Dial>", id="dial with a number alone"),
        pytest.param(
            '<Dial><Client><Identity>a</Identity><Parameter name="n" value="v"/></Client></Dial>', id="client"
        ),
        pytest.param("<Dial><Number>+85291234567</Number><Client>agent_1</Client></Dial>", id="dial to several"),
        pytest.param('<Play digits="12w3"/>', id="tones"),
        pytest.param('<Stop><Transcription name="talk"/></Stop>', id="stop"),
        pytest.param('<Message to="+85291234567">text</Message>', id="message"),
        pytest.param("<Reject/>", id="reject"),
    ],
)
def test_what_the_vendor_documents_is_taken(document: str) -> None:
    assert read(document)


@pytest.mark.parametrize(
    ("document", "code"),
    [
        pytest.param("<Sing/>", 12200, id="an unknown verb"),
        pytest.param("<say>a</say>", 12200, id="a verb in small letters"),
        pytest.param("<Conference>a</Conference>", 12200, id="a noun without its verb"),
        pytest.param("<Gather><Record/></Gather>", 12200, id="a verb that may not be nested"),
        pytest.param("<Say><Play>a</Play></Say>", 12200, id="a verb inside words"),
        pytest.param('<Gather timeout="5s"/>', 12200, id="a value with a unit"),
        pytest.param('<Gather input="keys"/>', 12200, id="an unknown input"),
        pytest.param('<Gather numDigits="0"/>', 12200, id="no digits"),
        pytest.param('<Dial timeout="0">+85291234567</Dial>', 12200, id="a value out of range"),
        pytest.param("<Dial/>", 12200, id="a dial that names nobody"),
        pytest.param("<Dial><Client/></Dial>", 12200, id="a client without a name"),
        pytest.param("<Dial><Conference>a</Conference><Client>b</Client></Dial>", 12200, id="conference and others"),
        pytest.param("<Dial><Number>91234567</Number></Dial>", 13223, id="a number without country code"),
        pytest.param("<Redirect/>", 12200, id="a redirect to nowhere"),
        pytest.param("<Enqueue/>", 12200, id="a queue without a name"),
        pytest.param('<Record recordingStatusCallbackMethod="GET"/>', 12200, id="a callback by GET"),
        pytest.param("<Start/>", 12200, id="a start of nothing"),
    ],
)
def test_what_cannot_be_carried_out_is_refused(document: str, code: int) -> None:
    with pytest.raises(TwimlError) as refused:
        read(document)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("purpose", "verb"),
    [
        pytest.param("queue", "<Dial>+85291234567</Dial>", id="a dial in a queue"),
        pytest.param("queue", "<Record/>", id="a record in a queue"),
        pytest.param("conference", "<Gather/>", id="a gather before a conference"),
        pytest.param("hold", "<Hangup/>", id="a hangup on hold"),
        pytest.param("call", "<Leave/>", id="leaving no queue"),
    ],
)
def test_waiting_documents_know_fewer_verbs(purpose: Purpose, verb: str) -> None:
    with pytest.raises(TwimlError):
        read(verb, purpose)


def test_sound_is_played_and_plain_words_are_said() -> None:
    [once] = read_document(b"", "audio/mpeg", url="https://desk.example/a.mp3", purpose="call")
    assert (once.name, once.text, once.attributes) == ("Play", "https://desk.example/a.mp3", {})
    [music] = read_document(b"", "audio/wav", url="https://desk.example/a.wav", purpose="queue")
    assert music.attributes == {"loop": "0"}
    [say] = read_document("您好".encode(), "text/plain; charset=utf-8", url="", purpose="call")
    assert (say.name, say.text) == ("Say", "您好")


@pytest.mark.parametrize(
    ("body", "content_type", "code"),
    [
        pytest.param(b"<Response/>", "application/json", 12300, id="another kind of answer"),
        pytest.param(b"<Response>" + b" " * 70_000, "text/xml", 11750, id="too large"),
        pytest.param(b'<!DOCTYPE a [<!ENTITY b "c">]><Response/>', "text/xml", 12100, id="entities"),
        pytest.param(b"hello", "text/html", 12100, id="no document"),
    ],
)
def test_what_is_no_document_is_refused(body: bytes, content_type: str, code: int) -> None:
    with pytest.raises(TwimlError) as refused:
        read_document(body, content_type, url="", purpose="call")
    assert refused.value.code == code
