"""Record: words become a voicemail with length, sound and transcription; silence is none."""

from tests.channels.simulator.conftest import AccountServer
from tests.channels.simulator.voice.conftest import People

RECORD = (
    '<Record action="/done" maxLength="60" timeout="5" finishOnKey="#" transcribe="true" transcribeCallback="/words"'
    ' recordingStatusCallback="/recording" recordingStatusCallbackEvent="in-progress completed absent"/>'
    "<Say>nothing was left</Say>"
)


async def test_a_voicemail_is_kept_with_its_words(people: People, account_server: AccountServer) -> None:
    people.answer_calls_with(RECORD)
    sid = await people.dial()
    view = await people.view(sid)
    assert (view["doing"], view["record"]["max_length"]) == ("record", 60)
    people.carrier.clock.pass_seconds(3)
    await people.say(sid, "廚房漏水")
    people.carrier.clock.pass_seconds(4)
    await people.say(sid, "請回電")
    await people.press(sid, "#")

    [done] = account_server.to("/done")
    assert (done["Digits"], done["RecordingDuration"]) == ("#", "7")
    assert [event["RecordingStatus"] for event in account_server.to("/recording")] == ["in-progress", "completed"]
    [words] = account_server.to("/words")
    assert (words["TranscriptionText"], words["TranscriptionStatus"]) == ("廚房漏水 請回電", "completed")
    assert done["RecordingSid"] == words["RecordingSid"] == account_server.to("/recording")[1]["RecordingSid"]
    assert done["RecordingUrl"].endswith(f"/Recordings/{done['RecordingSid']}")


async def test_silence_ends_it_and_each_sentence_begins_the_silence_anew(
    people: People, account_server: AccountServer
) -> None:
    people.answer_calls_with(RECORD)
    sid = await people.dial()
    await people.after(4)
    await people.say(sid, "one")
    await people.after(4)
    await people.say(sid, "two")
    await people.after(4)
    assert account_server.to("/done") == []
    await people.after(1)
    [done] = account_server.to("/done")
    assert (done.get("Digits"), done["RecordingDuration"]) == (None, "8"), "the silence at the end is cut off"


async def test_nothing_but_silence_is_no_recording(people: People, account_server: AccountServer) -> None:
    people.answer_calls_with(RECORD)
    sid = await people.dial()
    await people.after(5)
    assert ("prompt", "nothing was left") in await people.lines(sid)
    assert account_server.to("/done") == []
    assert [event["RecordingStatus"] for event in account_server.to("/recording")] == ["in-progress", "absent"]


async def test_the_longest_recording_ends_by_itself(people: People, account_server: AccountServer) -> None:
    people.answer_calls_with('<Record action="/done" maxLength="10" timeout="6"/>')
    sid = await people.dial()
    for _ in range(2):
        await people.after(4)
        await people.say(sid, "and on")
    await people.after(2)
    assert len(account_server.to("/done")) == 1


async def test_hanging_up_keeps_what_was_said(people: People, account_server: AccountServer) -> None:
    people.answer_calls_with(RECORD)
    sid = await people.dial()
    await people.say(sid, "廚房漏水")
    await people.hang_up(sid)
    [done] = account_server.to("/done")
    assert (done["Digits"], done["CallStatus"]) == ("hangup", "completed")
    assert [words["TranscriptionText"] for words in account_server.to("/words")] == ["廚房漏水"]


async def test_another_document_keeps_what_was_said(people: People, account_server: AccountServer) -> None:
    people.answer_calls_with(RECORD)
    sid = await people.dial()
    await people.say(sid, "廚房漏水")
    await people.redirect(sid, "<Pause length='10'/>")
    assert [event["RecordingStatus"] for event in account_server.to("/recording")] == ["in-progress", "completed"]
    assert account_server.to("/done") == []
