"""What callers hear, in three languages, beside the menus' own words. Pure data.

Traditional Chinese is written as Hong Kong speaks. Names in braces are filled in.
"""

from collections.abc import Mapping
from typing import Final

from contactcenter.calls.steps import Say
from contactcenter.templates.fill import fill

LANGUAGES: Final = ("zh-Hant", "zh-Hans", "en")


def _in_three(hant: str, hans: str, english: str) -> Mapping[str, str]:
    return dict(zip(LANGUAGES, (hant, hans, english), strict=True))


PROMPTS: Final[Mapping[str, Mapping[str, str]]] = {
    "option": _in_three("{label}請按 {digit}。", "{label}请按 {digit}。", "For {label}, press {digit}."),
    "wrong_choice": _in_three(
        "唔好意思，冇呢個選擇，請再揀過。",
        "不好意思，没有这个选项，请重新选择。",
        "Sorry, that is not one of the choices.",
    ),
    "no_choice": _in_three(
        "聽唔到你嘅選擇，我再講一次。",
        "没有听到您的选择，我再说一遍。",
        "I did not hear your choice. Here it is again.",
    ),
    "straight_to_queue": _in_three(
        "唔使揀喇，我哋即刻搵同事聽你電話，請唔好收線。",
        "不用选了，我们马上为您转接同事，请不要挂机。",
        "No need to choose. We are getting a colleague for you; please stay on the line.",
    ),
    "emergency": _in_three(
        "收到，緊急事故我哋會優先接聽，請唔好收線。",
        "收到，紧急情况我们会优先接听，请不要挂机。",
        "Understood. Emergencies are answered first; please stay on the line.",
    ),
    "please_wait": _in_three(
        "同事即刻嚟聽你電話，請稍等。",
        "正在为您转接同事，请稍候。",
        "We are connecting you to a colleague. Please hold.",
    ),
    "next_in_line": _in_three(
        "下一位就係你，請稍等。",
        "下一位就是您，请稍候。",
        "You are next in line.",
    ),
    "position": _in_three(
        "而家各位同事都喺度接緊電話，你排第 {position} 位。",
        "目前同事都在通话中，您排在第 {position} 位。",
        "All colleagues are on the phone. You are number {position} in line.",
    ),
    "expected_wait": _in_three(
        "預計大約要等 {minutes} 分鐘。",
        "预计大约等候 {minutes} 分钟。",
        "We expect to answer in about {minutes} minutes.",
    ),
    "expected_minute": _in_three(
        "預計一分鐘之內就有同事接聽。",
        "预计一分钟之内就有同事接听。",
        "We expect to answer within a minute.",
    ),
    "may_leave_message": _in_three(
        "唔想等嘅話，可以按 1 留低口訊，我哋會覆你。",
        "如果不想等候，可以按 1 留言，我们会回复您。",
        "If you would rather not wait, press 1 to leave a message and we will get back to you.",
    ),
    "still_busy": _in_three(
        "真係唔好意思，要你等咁耐。你可以按 1 留低口訊，會保留你嘅次序，我哋一定覆你；繼續等就唔使按掣。",
        "非常抱歉让您久等。您可以按 1 留言，我们会保留您的顺序，一定回复您；继续等候则无需按键。",
        "We are very sorry to keep you waiting. Press 1 to leave a message: you keep your place and we will get back "
        "to you. To go on waiting, just stay on the line.",
    ),
    "another_colleague": _in_three(
        "我哋而家幫你駁去另一位同事，你唔使由頭排過，請唔好收線。",
        "我们现在为您转接另一位同事，您不用重新排队，请不要挂机。",
        "We are getting you another colleague. You keep your place; please stay on the line.",
    ),
    "closed": _in_three(
        "多謝來電。而家係辦公時間以外。",
        "感谢来电。现在是非办公时间。",
        "Thank you for calling. Our office is closed now.",
    ),
    "closed_emergency": _in_three(
        "如果有緊急事故，例如有人困電梯、爆水管或者聞到煤氣味，請按 {digit}。",
        "如有紧急情况，例如有人被困电梯、水管爆裂或闻到煤气味，请按 {digit}。",
        "For an emergency, such as people trapped in a lift, a burst pipe or a smell of gas, press {digit}.",
    ),
    "leave_message": _in_three(
        "請喺「嘟」一聲之後，講低你嘅姓名、單位、電話同埋咩事，講完請按井字鍵。",
        "请在“嘀”声之后，留下您的姓名、房号、电话和事情，说完请按井号键。",
        "After the tone, please say your name, your unit, your number and what it is about, then press the hash key.",
    ),
    "message_kept": _in_three(
        "多謝，我哋收到你嘅口訊，編號係 {reference}，會盡快覆你。再見。",
        "谢谢，我们已收到您的留言，编号是 {reference}，会尽快回复您。再见。",
        "Thank you. We have your message; its number is {reference}. We will get back to you soon. Goodbye.",
    ),
    "nothing_heard": _in_three(
        "聽唔到你講嘢。如果想再留口訊，請再打嚟。再見。",
        "没有听到您的声音。如需留言，请再次来电。再见。",
        "We did not hear anything. Please call again to leave a message. Goodbye.",
    ),
    "out_of_order": _in_three(
        "唔好意思，系統有啲問題，請稍後再打嚟。",
        "不好意思，系统出现问题，请稍后再拨。",
        "Sorry, something is wrong on our side. Please call again in a moment.",
    ),
    # Not said: what the contact is called in lists.
    "subject_call": _in_three("來電", "来电", "Call"),
    "subject_voicemail": _in_three("語音留言", "语音留言", "Voicemail"),
    "subject_message": _in_three("語音留言：{words}", "语音留言：{words}", "Voicemail: {words}"),
}


def words(code: str, language: str, values: Mapping[str, str] | None = None) -> str:
    """The prompt in this language, else in the first of ours."""
    texts = PROMPTS[code]
    return fill(texts.get(language, texts[LANGUAGES[0]]), values or {})


def say(code: str, language: str, values: Mapping[str, str] | None = None) -> Say:
    return Say(words(code, language, values), language if language in LANGUAGES else LANGUAGES[0])


def spelled(reference: str) -> str:
    """A reference number as it must be said to be written down: C-2026-0012 → C 2 0 2 6 0 0 1 2."""
    return " ".join(character for character in reference if character.isalnum())
