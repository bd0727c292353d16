"""Texts that agents send with two keys and fill in by hand. Their codes begin with `quick_`."""

from typing import Final

from contactcenter.basics.languages import in_three
from contactcenter.basics.quick_mails import QUICK_MAILS
from contactcenter.basics.quick_words import QUICK_WORDS
from contactcenter.basics.texts import quick_reply

QUICK_REPLIES: Final = (
    quick_reply(
        "holding",
        in_three("請稍候", "请稍候", "One moment"),
        "多謝您的耐心等候。我正在查核，{minutes}分鐘內回覆您。",
        "感谢您的耐心等待。我正在核实，{minutes}分钟内回复您。",
        "Thank you for waiting. I am looking into it and will answer within {minutes} minutes.",
    ),
    quick_reply(
        "ask_unit",
        in_three("請問單位", "询问房号", "Ask for the flat"),
        "請問您是哪個單位？請覆樓座、樓層和室，例如「3座12樓B室」。",
        "请问您是哪一户？请回复楼栋、楼层和房号，例如“3座12楼B室”。",
        "Which flat is this, please? Reply with tower, floor and flat, for example Tower 3, 12/F, Flat B.",
    ),
    quick_reply(
        "confirm_unit",
        in_three("核對單位", "核对房号", "Confirm the flat"),
        "想跟您核對一下：是{place}，對嗎？請覆「是」，或告訴我正確單位。",
        "跟您核对一下：是{place}，对吗？请回复“是”，或告诉我正确的房号。",
        "May I check: is it {place}? Reply YES, or tell me the right flat.",
    ),
    quick_reply(
        "ask_photo",
        in_three("請傳照片", "请发照片", "Ask for a photo"),
        "方便的話，請拍一張照片直接回覆，師傅可帶備合適的零件上門。",
        "方便的话，请拍张照片直接回复，维修人员好带上合适的配件。",
        "If you can, please reply with a photo, so that the technician brings the right parts.",
    ),
    quick_reply(
        "ask_visit_time",
        in_three("約上門時間", "约上门时间", "Ask when to come"),
        "請問哪個時段方便上門？09至12時、12至15時、15至18時或18至20時。",
        "请问哪个时段方便上门？09至12点、12至15点、15至18点或18至20点。",
        "Which slot suits you: 09-12, 12-15, 15-18 or 18-20?",
    ),
    quick_reply(
        "arrival_time",
        in_three("到場時間", "到场时间", "Arrival time"),
        "師傅預計{time}到達，出發前會先致電。請留意電話。",
        "维修人员预计{time}到达，出发前会先打电话，请留意来电。",
        "The technician should be with you at {time} and will ring before leaving.",
    ),
    quick_reply(
        "running_late",
        in_three("抱歉延遲", "抱歉延误", "Running late"),
        "非常抱歉，師傅因上一宗緊急維修延誤，預計{time}到達。如您不便，請告訴我另約時間。",
        "非常抱歉，维修人员被上一单紧急维修耽误，预计{time}到达。如果您不方便，请告诉我另约时间。",
        "We are sorry: an urgent repair has delayed the technician, now expected at {time}. "
        "Tell me if another time is better.",
    ),
    quick_reply(
        "shut_valve",
        in_three("請先關水掣", "请先关阀门", "Shut the valve"),
        "請先關上門外水錶箱內您單位的水掣，順時針轉到盡。師傅已在途中。",
        "请先关上门外水表箱里您家的阀门，顺时针拧到底。维修人员已在路上。",
        "Please shut your valve in the meter cupboard outside: turn it clockwise. The technician is on the way.",
    ),
    quick_reply(
        "sorry",
        in_three("致歉", "致歉", "Apology"),
        "很抱歉令您不便。我已把情況完整記錄，會親自跟進，並在{time}前向您交代。",
        "很抱歉给您带来不便。我已完整记录情况，会亲自跟进，并在{time}前给您答复。",
        "I am sorry for the trouble. I have recorded everything, will follow it up myself and report to you by {time}.",
    ),
    quick_reply(
        "privacy",
        in_three("私隱", "隐私", "Privacy"),
        "為保障住戶私隱，我們不能提供他人的資料，但可以代您轉達。請告訴我您想說的話。",
        "为保护住户隐私，我们不能提供他人信息，但可以代您转告。请告诉我您想说的话。",
        "To protect privacy we cannot give out another resident's details, but we gladly pass on a message. "
        "What shall we say?",
    ),
    quick_reply(
        "office_hours",
        in_three("辦公時間", "办公时间", "Office hours"),
        "管理處的辦公時間是{hours}。其他時間請覆此短訊，我們會盡快回覆您。",
        "物业服务中心的办公时间是{hours}。其他时间请直接回复本短信，我们会尽快答复您。",
        "The office is open {hours}. At other times just reply here and we will answer as soon as we can.",
    ),
    quick_reply(
        "anything_else",
        in_three("還有其他嗎", "还有其他吗", "Anything else"),
        "請問還有甚麼可以幫您？如沒有，我會先結束這次查詢，祝您生活愉快。",
        "请问还有什么可以帮您？如果没有，我先结束这次咨询，祝您生活愉快。",
        "Is there anything else I can do? If not, I will close this for now. Have a good day.",
    ),
    quick_reply(
        "water_back",
        in_three("已恢復供水", "已恢复供水", "Water is back"),
        "{place}已恢復供水，請先開最低的水龍頭放水兩分鐘，水清才用。如仍沒有水，覆此短訊告訴我們。",
        "{place}已恢复供水，请先开最低的龙头放两分钟，水清再用。如果还没有水，请回复本短信。",
        "The water is back in {place}. Please run the lowest tap for two minutes first. Still none? Just reply.",
    ),
    quick_reply(
        "known_fault",
        in_three("故障已知悉", "故障已知悉", "We know about it"),
        "多謝通知，{fault}我們已知悉，同事在場處理，預計{time}恢復，有消息即告訴您。",
        "谢谢告知，{fault}我们已知道，同事正在现场处理，预计{time}恢复，有消息马上告诉您。",
        "Thank you, we know about it ({fault}). Colleagues are on site and expect it back at {time}; you "
        "will hear from us.",
    ),
    quick_reply(
        "guard_on_the_way",
        in_three("保安正前往", "秩序员正前往", "Guard on the way"),
        "保安現正前往{place}查看，結果會在{minutes}分鐘內告訴您。請留在安全的地方，不必自行處理。",
        "秩序员正前往{place}查看，{minutes}分钟内告诉您结果。请留在安全的地方，不用自己处理。",
        "A guard is on the way to {place}; you will hear within {minutes} minutes. Please stay where it is safe.",
    ),
    quick_reply(
        "call_us_now",
        in_three("請即致電", "请马上来电", "Please call now"),
        "這可能有危險，請不要等短訊回覆，立即致電{phone}，我們會一邊派人一邊指示您怎樣做。有火警或有人受傷請先打999。",
        "这可能有危险，请不要等短信，立即拨打{phone}，我们一边派人一边告诉您怎么做。有火情或有人受伤请先拨999。",
        "This may be dangerous: please do not wait for texts, call {phone} now. Fire or somebody hurt: call 999 first.",
    ),
    quick_reply(
        "payment_received",
        in_three("已收到款項", "已收到款项", "Payment received"),
        "已收到您繳交的{item}港幣{amount}元，電子收據兩個工作天內寄出，多謝。",
        "已收到您缴纳的{item}港币{amount}元，电子收据两个工作日内发出，谢谢。",
        "We have received HK${amount} for {item}; the receipt comes by mail within two working days. Thank you.",
    ),
    quick_reply(
        "no_reply_close",
        in_three("未有回覆，先行結束", "未收到回复，先结束", "No answer, closing"),
        "我們未收到您的回覆，先結束這次查詢。如仍需要協助，隨時覆此短訊，毋須再次說明。",
        "我们没有收到您的回复，先结束这次咨询。如果还需要帮助，随时回复本短信，不用再次说明。",
        "We have not heard from you and close this for now. Need help after all? Just reply, no need to explain again.",
    ),
    *QUICK_MAILS,
    *QUICK_WORDS,
)
