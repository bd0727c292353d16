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
    "position_alone": _in_three(
        "你而家排第 {position} 位。",
        "您现在排在第 {position} 位。",
        "You are number {position} in line.",
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
    "may_be_called_back": _in_three(
        "唔想等嘅話，可以按 1，我哋保留你嘅次序，輪到你就打返畀你；或者按 2 留低口訊。",
        "如果不想等候，可以按 1，我们保留您的顺序，轮到您时给您回电；也可以按 2 留言。",
        "If you would rather not wait, press 1: you keep your place and we call you back when it is your turn. "
        "Or press 2 to leave a message.",
    ),
    "still_busy": _in_three(
        "真係唔好意思，要你等咁耐。你可以按 1 留低口訊，會保留你嘅次序，我哋一定覆你；繼續等就唔使按掣。",
        "非常抱歉让您久等。您可以按 1 留言，我们会保留您的顺序，一定回复您；继续等候则无需按键。",
        "We are very sorry to keep you waiting. Press 1 to leave a message: you keep your place and we will get back "
        "to you. To go on waiting, just stay on the line.",
    ),
    "callback_or_wait": _in_three(
        "真係唔好意思，要你等咁耐。想我哋打返畀你，請按 1，會保留你嘅次序；想留低口訊，請按 2；繼續等就唔使按掣。",
        "非常抱歉让您久等。需要我们回电请按 1，我们会保留您的顺序；留言请按 2；继续等候则无需按键。",
        "We are very sorry to keep you waiting. Press 1 and we will call you back when it is your turn, or 2 to leave "
        "a message. To go on waiting, just stay on the line.",
    ),
    "callback_or_message": _in_three(
        "想我哋盡快打返畀你，請按 1；想留低口訊，請按 2。",
        "需要我们尽快给您回电，请按 1；留言请按 2。",
        "To be called back as soon as possible, press 1. To leave a message, press 2.",
    ),
    "callback_number_right": _in_three(
        "我哋會打 {number} 畀你。啱嘅話請按 1；想我哋打第二個號碼，請按 2。",
        "我们会拨打 {number} 给您回电。正确请按 1；需要拨打其他号码请按 2。",
        "We will call you on {number}. If that is right, press 1. For another number, press 2.",
    ),
    "callback_number": _in_three(
        "請輸入你嘅電話號碼，然後按井字鍵。",
        "请输入您的电话号码，然后按井号键。",
        "Please enter the number we should call, then press the hash key.",
    ),
    "wrong_number": _in_three(
        "唔好意思，呢個號碼唔啱。",
        "不好意思，这个号码不正确。",
        "Sorry, that is not a number we can call.",
    ),
    "callback_settled": _in_three(
        "收到。我哋保留咗你嘅次序，輪到你就會打 {number} 畀你。你而家可以收線，再見。",
        "好的。我们已保留您的顺序，轮到您时会拨打 {number} 给您回电。您现在可以挂机，再见。",
        "Thank you. You keep your place, and we will call you on {number} when it is your turn. You may hang up now. "
        "Goodbye.",
    ),
    "callback_settled_closed": _in_three(
        "收到。我哋一開工就會打 {number} 畀你，再見。",
        "好的。我们上班后会尽快拨打 {number} 给您回电，再见。",
        "Thank you. We will call you on {number} as soon as we are open. Goodbye.",
    ),
    "callback_found": _in_three(
        "你之前叫我哋打返畀你，你嘅次序仲喺度，唔使由頭排過，請稍等。",
        "您之前预约了回电，您的顺序仍然保留，不用重新排队，请稍候。",
        "You asked us to call you back: you still have your place in line. Please hold.",
    ),
    "queue_full": _in_three(
        "唔好意思，而家好多人打嚟，暫時排唔到隊。",
        "很抱歉，现在来电很多，暂时无法排队。",
        "We are sorry: so many people are calling that our line is full.",
    ),
    "nobody_there": _in_three(
        "唔好意思，而家冇同事可以聽電話。",
        "很抱歉，现在没有同事可以接听电话。",
        "We are sorry: nobody is here to take your call just now.",
    ),
    "putting_through": _in_three(
        "我哋而家幫你駁去當值同事，請唔好收線。",
        "我们现在为您转接值班同事，请不要挂机。",
        "We are putting you through to our colleague on duty. Please stay on the line.",
    ),
    "not_put_through": _in_three(
        "當值同事暫時聽唔到電話。你嘅次序仲喺度，請繼續等。",
        "值班同事暂时无法接听。您的顺序仍然保留，请继续等候。",
        "Our colleague on duty cannot take the call now. You still have your place; please go on holding.",
    ),
    # Said when we call.
    "callback_greeting": _in_three(
        "你好，你早前叫我哋打返畀你，而家即刻駁通同事。",
        "您好，您之前预约了我们的回电，现在为您接通同事。",
        "Hello. You asked us to call you back; here is our colleague.",
    ),
    "we_called": _in_three(
        "你好，我哋打嚟覆你電話，未能聯絡到你，遲啲會再打畀你。",
        "您好，我们给您回电，未能联系到您，稍后会再致电。",
        "Hello, we were returning your call and will try again later.",
    ),
    # Said to the agent.
    "callback_summary": _in_three(
        "回電畀{name}，關於{subject}，等咗 {minutes} 分鐘。而家幫你打。",
        "回电给{name}，关于{subject}，已等候 {minutes} 分钟。现在为您拨打。",
        "Callback to {name} about {subject}, waiting for {minutes} minutes. Calling now.",
    ),
    "outbound_summary": _in_three("而家幫你打畀{name}。", "现在为您拨打{name}。", "Calling {name} now."),
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
    "closed_callback": _in_three(
        "想我哋開工之後打返畀你，請按 1。",
        "需要我们上班后给您回电，请按 1。",
        "To be called back when we are open, press 1.",
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
    "subject_outbound": _in_three("去電", "去电", "Call to the owner"),
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
