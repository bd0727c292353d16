"""What the help page says by itself, in three languages."""

from collections.abc import Mapping
from typing import Final

from contactcenter.basics.languages import Names, in_three

WORDS: Final[Mapping[str, Names]] = {
    "help": in_three("住戶幫助", "住户帮助", "Resident help"),
    "skip": in_three("跳到主要內容", "跳到主要内容", "Skip to the content"),
    "languages": in_three("語言", "语言", "Language"),
    "hello": in_three("請問有甚麼可以幫到您？", "请问有什么可以帮您？", "How can we help?"),
    "search": in_three("搜尋", "搜索", "Search"),
    "search_label": in_three("搜尋解答", "搜索解答", "Search the answers"),
    "search_hint": in_three(
        "例如：停水、管理費、門卡", "例如：停水、管理费、门卡", "For example: no water, management fee, door card"
    ),
    "notices": in_three("現時通告", "当前通知", "Notices"),
    "now": in_three("現正進行", "正在进行", "Now"),
    "until": in_three("直至{end}", "至{end}", "until {end}"),
    "standing": in_three("長期有效", "长期有效", "Until further notice"),
    "popular": in_three("住戶常問", "住户常问", "Asked most often"),
    "topics": in_three("按主題查看", "按主题查看", "Browse by topic"),
    "others": in_three("其他", "其他", "Other"),
    "results": in_three("「{words}」的搜尋結果", "“{words}”的搜索结果", "Answers for “{words}”"),
    "found": in_three("找到 {count} 項解答", "找到 {count} 项解答", "{count} answers"),
    "found_one": in_three("找到 1 項解答", "找到 1 项解答", "1 answer"),
    "found_none": in_three("未找到合適的解答", "没有找到合适的解答", "Nothing fits yet"),
    "none_hint": in_three(
        "請試試其他字詞，或者直接聯絡我們，我們會為您查詢。",
        "请换个说法试试，或直接联系我们，我们会为您查询。",
        "Try other words, or ask us directly; we will find out for you.",
    ),
    "search_failed": in_three(
        "暫時未能搜尋。請檢查網絡，稍後再按「搜尋」。",
        "暂时无法搜索。请检查网络，稍后再按“搜索”。",
        "The search cannot be reached just now. Please check your connection and press Search again.",
    ),
    "did_you_mean": in_three("您是否想找：", "您是不是要找：", "Did you mean: "),
    "newer": in_three("上一頁", "上一页", "Previous page"),
    "older": in_three("下一頁", "下一页", "Next page"),
    "home": in_three("幫助首頁", "帮助首页", "Help home"),
    "estates": in_three("請選擇您的屋苑", "请选择您的小区", "Choose your estate"),
    "updated": in_three("更新日期：{date}", "更新日期：{date}", "Updated {date}"),
    "only_for": in_three("只適用於：{places}", "仅适用于：{places}", "Only for: {places}"),
    "other_language": in_three(
        "這篇解答暫時未有繁體中文版本。",
        "这篇解答暂时没有简体中文版本。",
        "This answer is not available in English yet.",
    ),
    "and": in_three("、", "、", ", "),
    "helped": in_three("這篇解答對您有幫助嗎？", "这篇解答对您有帮助吗？", "Did this help?"),
    "yes": in_three("有幫助", "有帮助", "Yes"),
    "no": in_three("未能解決", "没有解决", "No"),
    "thanks_yes": in_three("多謝您的回覆。", "谢谢您的反馈。", "Thank you for telling us."),
    "thanks_no": in_three(
        "多謝您的回覆。請聯絡我們，我們會跟進您的情況。",
        "谢谢您的反馈。请联系我们，我们会跟进您的情况。",
        "Thank you for telling us. Please contact us and we will look into your case.",
    ),
    "files": in_three("附件", "附件", "Files"),
    "related": in_three("同一主題", "同一主题", "In the same topic"),
    "steps": in_three("請選擇您的情況", "请选择您的情况", "Choose what fits"),
    "step_back": in_three("返回上一步", "返回上一步", "One step back"),
    "step_again": in_three("重新開始", "重新开始", "Start again"),
    "step_path": in_three("您的選擇", "您的选择", "Your answers"),
    "step_end": in_three("建議做法", "建议做法", "What to do"),
    "contact": in_three("未找到答案？請聯絡我們", "没找到答案？请联系我们", "Still need help? Contact us"),
    "call": in_three("致電", "致电", "Call"),
    "text": in_three("短訊", "短信", "Text"),
    "mail": in_three("電郵", "电邮", "E-mail"),
    "urgent": in_three(
        "有人被困電梯、煤氣洩漏、火警或有人受傷？請先致電緊急求助電話，再致電我們：",
        "有人被困电梯、燃气泄漏、火警或有人受伤？请先拨打当地紧急电话，再致电我们：",
        "Somebody trapped, a gas smell, fire or an injury? Call the emergency services first, then us:",
    ),
    "missing": in_three("找不到此頁面", "找不到此页面", "There is no such page"),
    "missing_hint": in_three(
        "連結可能已過期，或者解答已經更新。請在下面重新搜尋。",
        "链接可能已过期，或者解答已经更新。请重新搜索。",
        "The link may be old, or the answer was replaced. Please search again.",
    ),
    "closed": in_three("幫助頁面暫停開放", "帮助页面暂停开放", "The help page is closed just now"),
    "closed_hint": in_three(
        "請致電或以短訊聯絡客戶服務。", "请致电或发短信联系客户服务。", "Please call or text the service line."
    ),
    "busy": in_three("請稍候再試", "请稍后再试", "Please try again in a moment"),
    "busy_hint": in_three(
        "短時間內的請求太多。請等候一分鐘再試。",
        "短时间内的请求过多。请等一分钟再试。",
        "Too many requests came from your network. Please wait a minute.",
    ),
    "privacy": in_three(
        "此頁不會要求您登入，亦不會追蹤您。",
        "本页无需登录，也不会追踪您。",
        "This page needs no account and does not track you.",
    ),
}


def say(name: str, language: str, **values: object) -> str:
    """These words in this language, with their values filled in."""
    words = WORDS[name][language]
    return words.format(**values) if values else words
