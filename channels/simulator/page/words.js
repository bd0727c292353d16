// What the phone page says, in three languages. Keys are the same everywhere.

export const LANGUAGES = ["zh-Hant", "zh-Hans", "en"];

export const WORDS = {
  "zh-Hant": {
    title: "手機",
    people_title: "住戶",
    people_lead: "選一位，用這個人的手機與服務熱線通訊。",
    language: "語言",
    to_dark: "轉為深色",
    to_light: "轉為淺色",
    own_number: "或使用其他號碼",
    use_number: "使用",
    number_problem: "請連同 + 及國家號碼輸入，例如 +85291234567。",
    other_number: "其他號碼",
    line: "線路",
    you_are: "您是",
    back: "返回選人",
    earlier: "較早的訊息",
    empty_title: "向服務熱線發訊息",
    empty_text: "收到後會自動回覆編號，由客服專員跟進。",
    new_text: "新訊息",
    your_text: "訊息",
    write: "輸入訊息",
    send: "傳送",
    examples: "例句",
    sending: "傳送中",
    delivered: "已送達",
    failed: "未能送達",
    try_again: "重試",
    said_by_you: "您",
    said_by_line: "熱線",
    reconnecting: "連線中斷，正在重新連線。已顯示的訊息不受影響。",
    load_problem: "未能載入，正在重試。",
    send_problem: "未能傳送，文字已保留。請重試。",
    today: "今天",
    yesterday: "昨天",
    example_texts: [
      "{home} 廚房漏水",
      "電梯停了，有人困在裡面",
      "請問這個月的管理費怎樣繳付？",
      "樓上深夜很吵，可否提醒一下？",
      "還在漏水，未修好",
    ],
    example_home: "3座12樓B室",
  },
  "zh-Hans": {
    title: "手机",
    people_title: "住户",
    people_lead: "选一位，用这个人的手机与服务热线通讯。",
    language: "语言",
    to_dark: "切换为深色",
    to_light: "切换为浅色",
    own_number: "或使用其他号码",
    use_number: "使用",
    number_problem: "请连同 + 和国家代码输入，例如 +85291234567。",
    other_number: "其他号码",
    line: "线路",
    you_are: "您是",
    back: "返回选人",
    earlier: "更早的短信",
    empty_title: "给服务热线发短信",
    empty_text: "收到后会自动回复编号，由客服专员跟进。",
    new_text: "新短信",
    your_text: "短信",
    write: "输入短信",
    send: "发送",
    examples: "例句",
    sending: "发送中",
    delivered: "已送达",
    failed: "未能送达",
    try_again: "重试",
    said_by_you: "您",
    said_by_line: "热线",
    reconnecting: "连接中断，正在重新连接。已显示的短信不受影响。",
    load_problem: "未能加载，正在重试。",
    send_problem: "未能发送，文字已保留。请重试。",
    today: "今天",
    yesterday: "昨天",
    example_texts: [
      "{home} 厨房漏水",
      "电梯停了，有人困在里面",
      "请问这个月的管理费怎样缴付？",
      "楼上深夜很吵，可以提醒一下吗？",
      "还在漏水，没有修好",
    ],
    example_home: "3座12楼B室",
  },
  en: {
    title: "Phone",
    people_title: "Residents",
    people_lead: "Choose one and text the service line from that person's phone.",
    language: "Language",
    to_dark: "Switch to dark",
    to_light: "Switch to light",
    own_number: "Or use another number",
    use_number: "Use",
    number_problem: "Write the number with + and country code, for example +85291234567.",
    other_number: "Other number",
    line: "Line",
    you_are: "You are",
    back: "Back to the people",
    earlier: "Earlier texts",
    empty_title: "Text the service line",
    empty_text: "You get a reference number at once; an agent follows up.",
    new_text: "New text",
    your_text: "Text",
    write: "Write a text",
    send: "Send",
    examples: "Examples",
    sending: "Sending",
    delivered: "Delivered",
    failed: "Not delivered",
    try_again: "Try again",
    said_by_you: "You",
    said_by_line: "Service line",
    reconnecting: "Connection lost, connecting again. The texts shown are safe.",
    load_problem: "Could not load, trying again.",
    send_problem: "Could not send; your words are kept. Please try again.",
    today: "Today",
    yesterday: "Yesterday",
    example_texts: [
      "{home}: water is leaking in the kitchen",
      "The lift has stopped and people are inside",
      "How do I pay this month's management fee?",
      "The flat above is loud at night. Could you remind them?",
      "It is still leaking",
    ],
    example_home: "Tower 3, 12/F, Flat B",
  },
};

// The name in the wanted language, or in any other.
export function inLanguage(names, language) {
  return names[language] || names["zh-Hant"] || names["zh-Hans"] || names.en || "";
}

// The same name in the other script, for the second line of a row.
export function inOtherLanguage(names, language) {
  const shown = inLanguage(names, language);
  const candidates = language === "en" ? ["zh-Hant", "zh-Hans"] : ["en"];
  return candidates.map((other) => names[other]).find((name) => name && name !== shown) || "";
}

export function preferredLanguage(kept, browserLanguages) {
  if (LANGUAGES.includes(kept)) return kept;
  for (const tag of browserLanguages) {
    const lower = tag.toLowerCase();
    if (lower.startsWith("en")) return "en";
    if (/^zh-(hans|cn|sg)/.test(lower)) return "zh-Hans";
    if (lower.startsWith("zh")) return "zh-Hant";
  }
  return "zh-Hant";
}
