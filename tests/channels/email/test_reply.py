"""What is new, what is quoted and what is a signature, in the forms mail programs and people really use."""

import time

import pytest

from channels.email.reply import split_reply

NEW = "師傅下午三點可以上門。\n謝謝！"
OLD = "請問什麼時候可以派人來？\n廚房水龍頭漏水。"
ENGLISH = "Three o'clock is fine.\nThanks!"


def quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def new_in(text: str) -> str:
    parts = split_reply(text)
    assert "".join(text[start:end] for _, start, end in parts.spans) == text, "every character in exactly one span"
    assert [start for _, start, _ in parts.spans][1:] == [end for _, _, end in parts.spans][:-1]
    return parts.new.strip()


ATTRIBUTIONS = [
    "陳大文 <a@b.hk> 於 2026年7月1日 週三 下午10:10寫道：",
    "陳大文 <a@b.hk> 於 2026年7月1日 下午10:10 寫道：",
    "陳大文 <a@b.hk> 於 2026年7月1日週三\n22:10 寫道：",
    "陳大文\n<a@b.hk> 於 2026年7月1日 下午10:10 寫道：",
    "陳大文 於 2026/7/1 (週三) 10:10 PM 寫道﹕",
    "於 2026/7/1 下午 10:10, 陳大文 寫道:",
    "管理處 <service@x.hk> 在 2026年7月1日 星期三 寫道：",
    "在 2026年7月1日 星期三 下午10:10:10 [GMT+8]， 管理處 <s@x.hk> 寫道：",
    "张三 <a@b.cn> 于2026年7月1日周三 22:10写道：",
    "在 2026年7月1日，22:10，张三 <a@b.cn> 写道：",
    "2026年7月1日 下午10:10，张三 <a@b.cn> 写道：",
    "2026年7月1日 周三 22:10 张三 <a@b.cn> 写道：",
    '在 2026-07-01 22:10:10，"张三" <a@b.cn> 写道：',
    '在2026-07-01 22:10:10,"张三"<a@b.cn> 写道:',
    "于 2026/7/1 22:10, 张三 写道:",
    'At 2026-07-01 22:10:10, "张三" <a@b.cn> wrote:',
    "On Wed, Jul 1, 2026 at 10:10 PM Chan <a@b.hk> wrote:",
    "On Wed, Jul 1, 2026 at 10:10 PM Chan Tai Man\n<taimanchan1990@example.com> wrote:",
    "On 1 Jul 2026, at 22:10, Chan Tai Man <a@b.hk> wrote:",
    "On Wed, 2026-07-01 at 22:10 +0800, Chan wrote:",
    "Chan <a@b.hk> wrote on 1 July 2026:",
    "Am 01.07.2026 um 22:10 schrieb Hans Meier:",
    "Le mer. 1 juil. 2026 à 22:10, X <a@b.fr> a écrit :",
    "El mié, 1 jul 2026 a las 22:10, X (<a@b.es>) escribió:",
    "2026年7月1日(水) 22:10 田中 <a@b.jp>:",
]


@pytest.mark.parametrize("attribution", ATTRIBUTIONS)
def test_an_introduction_before_quoted_lines(attribution: str) -> None:
    assert new_in(f"{NEW}\n\n{attribution}\n{quoted(OLD)}\n") == NEW
    assert new_in(f"{NEW}\n\n{attribution}\n\n{quoted(OLD)}\n\n") == NEW


@pytest.mark.parametrize("attribution", ATTRIBUTIONS)
def test_an_introduction_before_lines_nobody_marked(attribution: str) -> None:
    assert new_in(f"{NEW}\n\n{attribution}\n{OLD}\n") == NEW


@pytest.mark.parametrize("attribution", ["2026/7/1 陳大文 <a@b.hk>", "陳大文 說：", "Chan wrote:", "王小姐 寫："])
def test_a_scant_introduction_counts_before_marked_lines(attribution: str) -> None:
    assert new_in(f"{NEW}\n\n{attribution}\n{quoted(OLD)}\n") == NEW


BLOCKS = [
    "寄件者: 管理處 <s@x.hk>\n寄件日期: 2026年7月1日 下午 10:10\n收件者: 陳大文 <a@b.hk>\n主旨: RE: 漏水",
    "寄件者：管理處\n日　期：2026年7月1日\n收件者：陳\n主　旨：漏水",
    "寄件人: 管理處 <s@x.hk>\n主旨: 漏水\n日期: 2026年7月1日 下午10:10:10 [GMT+8]\n收件人: 陳大文 <a@b.hk>",
    "發件人: 管理處 <s@x.hk>\n發送日期: 2026年7月1日\n收件人: 陳",
    "发件人: 张三 <a@b.cn>\n发送时间: 2026年7月1日 22:10\n收件人: 李四 <c@d.cn>\n主题: 回复: 漏水",
    "发件人：张三 <a@b.cn>\n发送时间：2026年7月1日(星期三) 22:10\n收件人：李四 <c@d.cn>\n主　题：Re:漏水",
    "发件人： 张三\n发送时间： 2026-07-01 22:10\n收件人： 李四\n主题： 漏水",
    '发件人:&nbsp;"张三"<a@b.cn>;\n发送时间:&nbsp;2026年7月1日(星期三)\n收件人:&nbsp;<c@d.cn>;\n主题:&nbsp;漏水',
    "从: 张三 <a@b.cn>\n日期: 星期三, 2026年7月1日 下午10:10\n至: 李四 <c@d.cn>\n主题: 漏水",
    "| 发件人 | 张三<a@b.cn> |\n| 发送日期 | 2026年7月1日 22:10 |\n| 收件人 | 李四<c@d.cn> |\n| 主题 | 漏水 |",
    "From: X <a@b.hk>\nSent: Wednesday, July 1, 2026 10:10 PM\nTo: Y <c@d.hk>\nSubject: Re: leak",
    "*From:* X <a@b.hk>\n*Sent:* Wednesday, July 1, 2026 10:10 PM\n*To:* Y\n*Subject:* Re: leak",
    "Date: Wed, 1 Jul 2026\nFrom: a@b.hk\nTo: c@d.hk\nSubject: x",
    "From: john@example.com\nReply-To: john@example.com\nSent: Tue, 2 Oct 2012\nTo: x@y.z\nSubject: x",
    "From: X <a@b.hk>\nSent: 1 July\nTo: One <1@x.hk>; Two <2@x.hk>;\n Three <3@x.hk>\nCc: Four\nSubject: x",
    "Von: X <a@b.de>\nGesendet: Mittwoch, 1. Juli\nAn: Y\nBetreff: Z",
    "De : X\nEnvoyé : mercredi 1 juillet\nÀ : Y\nObjet : Z",
]
LEADS = [
    "",
    "________________________________\n",
    "----------\n",
    "-----原始郵件-----\n",
    "-----Original Message-----\n",
    "-------- 原始郵件 --------\n",
    "------------------ 原始邮件 ------------------\n",
    "------------------&nbsp;原始邮件&nbsp;------------------\n",
    "---- 回复的原邮件 ----\n",
    "---- Replied Message ----\n",
    "---------- Forwarded message ---------\n",
    "-----邮件原件-----\n",
    "開始轉寄郵件：\n\n",
    "Begin forwarded message:\n\n",
]


@pytest.mark.parametrize("lead", LEADS)
@pytest.mark.parametrize("block", BLOCKS)
def test_a_block_of_headers_begins_the_old_mail(block: str, lead: str) -> None:
    assert new_in(f"{NEW}\n\n{lead}{block}\n\n{OLD}\n") == NEW


@pytest.mark.parametrize(
    "separator",
    [
        "-----原始訊息-----",
        "----- 原始邮件 -----",
        "------ Original Message ------",
        "=== 原郵件 ===",
        "##- 請在此行以上回覆 -##",
    ],
)
def test_a_separator_is_enough(separator: str) -> None:
    assert new_in(f"{NEW}\n\n{separator}\n{OLD}\n") == NEW


TAGLINES = [
    "從我的 iPhone 傳送",
    "自我的 iPhone 傳送",
    "從我的 Samsung Galaxy 智慧型手機傳送。",
    "發自我的 iPhone",
    "发自我的iPhone",
    "发自我的华为手机",
    "来自我的小米手机",
    "发自 网易邮箱大师",
    "从 iPhone 版 QQ 邮箱发送",
    "從 Windows 的郵件傳送",
    "從 Android 上的 Yahoo奇摩電子信箱發送",
    "取得 Outlook for iOS",
    "获取 Outlook for iOS",
    "下載適用於 Android 的 Outlook",
    "来自 vivo 手机邮箱",
    "Sent from my iPhone",
    "Sent from Yahoo Mail on Android",
    "Sent from Mail for Windows",
    "Get Outlook for Android",
]


@pytest.mark.parametrize("tagline", TAGLINES)
def test_what_a_phone_adds_is_no_word_of_the_owner(tagline: str) -> None:
    for text in (
        f"{NEW}\n\n{tagline}\n",
        f"{NEW}\n\n{tagline}\n\n{ATTRIBUTIONS[1]}\n\n{quoted(OLD)}\n",
        f"{NEW}\n\n{tagline}\n\n{BLOCKS[0]}\n\n{OLD}\n",
        f"{NEW}\n\n--\n{tagline}\n\n{ATTRIBUTIONS[16]}\n{quoted(OLD)}",
    ):
        assert new_in(text) == NEW
        assert tagline in split_reply(text).signature


@pytest.mark.parametrize(
    ("text", "new", "signature"),
    [
        ("收到。\n\n-- \n陳大文\n3座12樓B室", "收到。", "-- \n陳大文\n3座12樓B室"),
        ("收到。\n\n--\n陳大文\n電話 91234567", "收到。", "--\n陳大文\n電話 91234567"),
        ("以上。\n\n——————————————\n\n小满\n活动协调人", "以上。", "——————————————\n\n小满\n活动协调人"),
        ("請跟進。\n\n此致\n管理處\n\n陳大文\n7月1日", "請跟進。", "此致\n管理處\n\n陳大文\n7月1日"),
        ("请处理。\n\n祝好\n张三", "请处理。", "祝好\n张三"),
        ("OK.\n\nBest regards,\nJohn Smith\nACME Ltd", "OK.", "Best regards,\nJohn Smith\nACME Ltd"),
        ("OK.\n\nKind regards\nJohn", "OK.", "Kind regards\nJohn"),
        ("OK.\n\n- John", "OK.", "- John"),
        (
            "好。\n\n本郵件及其附件含有機密資料，僅供收件人使用。",
            "好。",
            "本郵件及其附件含有機密資料，僅供收件人使用。",
        ),
        (
            "OK.\n\nThis email and any attachments are confidential and intended\nfor the recipient only.",
            "OK.",
            "This email and any attachments are confidential and intended\nfor the recipient only.",
        ),
    ],
)
def test_signatures(text: str, new: str, signature: str) -> None:
    assert new_in(text) == new
    assert split_reply(text).signature.strip() == signature.strip()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("姓名：陳大文\n電話：91234567\n日期：2026年7月1日\n主題：漏水\n內容：廚房漏水", id="a form"),
        pytest.param("寄件人：陳大文\n收件人：管理處\n主旨：投訴\n\n管理處：\n廚房漏水", id="a letter with a head"),
        pytest.param("管家說：明天 10:00 來修\n但沒有人來", id="somebody said"),
        pytest.param("你好，\n7月1日師傅說：\n要換水管\n請問費用多少？", id="somebody said, with a date"),
        pytest.param("你好\n管理處寫道：\n會盡快處理", id="somebody wrote"),
        pytest.param("管理員於7月1日寫道：已修好。\n但現在又漏", id="wrote, and went on"),
        pytest.param("On Monday the plumber came and wrote:\nleak fixed. But it is not.", id="English, wrote"),
        pytest.param("Hello\nOn 3 July the plumber wrote:\nleak fixed\nbut not", id="English, wrote, with a day"),
        pytest.param("問題如下：\n----------\n1. 漏水\n2. 電梯壞了", id="a rule and a list"),
        pytest.param("投訴：\nFrom: 3座\n噪音", id="one word like a header"),
        pytest.param("日期：7月1日\n地點：3座\n時間：10:00\n漏水", id="when and where"),
        pytest.param("你好\n- 漏水\n- 電梯", id="a list"),
        pytest.param("請回覆\n由管理處電話通知我們明天停水", id="looks like a tagline"),
        pytest.param("我從手機發送了照片給你們", id="sent from a phone"),
        pytest.param("Hi\n\nSent from my desk, is much easier than my mobile phone.", id="sent from my desk"),
        pytest.param("This email is to inform you that the ceiling leaks.\nPlease come.", id="this email is"),
        pytest.param("此郵件內容是要投訴噪音\n每晚十二點", id="此郵件內容"),
        pytest.param("Hi\n\nWarning: this lift is dangerous\nplease fix", id="warning"),
        pytest.param("謝謝\n陳大文\n電話：91234567\n3座12樓B室", id="thanks, name and home"),
        pytest.param("Thanks,\nJohn", id="thanks"),
        pytest.param("— 陳太", id="only a name"),
        pytest.param("> 只有引文\n> 沒有新字", id="only a quote"),
        pytest.param("On 1 Jul 2026, at 22:10, X <a@b.c> wrote:\n\n> hi", id="nothing was written"),
        pytest.param("發自我的 iPhone", id="only a tagline"),
        pytest.param("", id="nothing"),
        pytest.param("\n\n", id="blank"),
    ],
)
def test_words_that_must_not_be_cut(text: str) -> None:
    assert new_in(text) == text.strip()


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("> 幾點可以上門？\n下午三點後\n> 需要帶什麼？\n不用，謝謝\n", "下午三點後\n不用，謝謝"),
        (f"{ATTRIBUTIONS[0]}\n\n> 幾點？\n\n三點\n\n> 幾人？\n\n兩人\n", "三點\n\n兩人"),
        (f"見下。\n\n{ATTRIBUTIONS[16]}\n> one?\nyes\n> two?\nno\n\n-- \nme", "見下。\n\nyes\nno"),
        (f"{ATTRIBUTIONS[2]}\n> 問題\n\n答案在下面", "答案在下面"),
    ],
)
def test_answers_between_and_under_quoted_lines(text: str, new: str) -> None:
    assert [line for line in new_in(text).split("\n") if line] == [line for line in new.split("\n") if line]


def test_words_above_an_introduction_are_not_taken_along() -> None:
    assert new_in("7月1日可以\n陳大文 <a@b.hk> 於 2026年7月1日 寫道：\n\n你好") == "7月1日可以"
    assert new_in("好的\n于 2026-07-01 22:10, 张三 <a@b.cn> 写道:\n> 你好") == "好的"
    text = (
        "On your remote host you can run:\n\n  telnet 127.0.0.1\n\nOn 9 Jan 2014, at 2:47 , G <n@g.com> wrote:\n\n> hi"
    )
    assert new_in(text) == "On your remote host you can run:\n\n  telnet 127.0.0.1"


def test_a_line_broken_while_quoting_belongs_to_its_quote() -> None:
    long = "> this is a line that was long enough for a mail program to break it while\nquoting\n> and it goes on"
    assert new_in(f"ok\n\n{ATTRIBUTIONS[16]}\n{long}") == "ok"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_any_kind(end: str) -> None:
    text = end.join([NEW.replace("\n", end), "", ATTRIBUTIONS[0], *quoted(OLD).split("\n")])
    assert new_in(text).split() == NEW.split()


@pytest.mark.parametrize(
    "piece",
    [
        "> a\n",
        "On 1 a\n",
        "a@b.c\n",
        "x",
        "From: a\n",
        "--\n",
        "Best regards\n",
        "\n",
        "2026年7月1日 ",
        "在",
        "寄件者: ",
        "本郵件及",
    ],
)
def test_a_text_without_end_takes_no_time(piece: str) -> None:
    began = time.process_time()
    split_reply(piece * (1_000_000 // len(piece)))
    assert time.process_time() - began < 2
