"""The texts the product sends by itself around contacts and work orders; who sends them stands in `texts.py`.

In the texts about a work order {reference} is the order's number.
"""

from typing import Final

from contactcenter.basics.texts import automatic

AUTOMATIC: Final = (
    automatic(
        "acknowledgement",
        "{signature}已收到您的訊息，編號{reference}，客服專員會盡快回覆。遇水浸、煤氣味或有人被困，請即致電{phone}。",
        "{signature}已收到您的信息，编号{reference}，客服会尽快回复。如遇漏水严重、燃气味或有人被困，请立即致电{phone}。",
        "{signature}We have your message, no. {reference}, and will answer soon. "
        "Flooding, gas smell or somebody trapped? Call {phone} now.",
    ),
    automatic(
        "acknowledgement_closed",
        "{signature}已收到您的訊息，編號{reference}。現時非服務時間，我們{opening}開始處理。遇水浸、煤氣味或有人被困，請即致電{phone}。",
        "{signature}已收到您的信息，编号{reference}。现在不是服务时间，我们{opening}开始处理。如遇漏水严重、燃气味或有人被困，请立即致电{phone}。",
        "{signature}We have your message, no. {reference}. We are closed now and will take it up {opening}. "
        "Flooding, gas smell or somebody trapped? Call {phone} now.",
    ),
    automatic(
        "acknowledgement_reopened",
        "{signature}已收到您的補充，個案{reference}已重新跟進，客服專員會盡快回覆您。",
        "{signature}已收到您的补充，事项{reference}已重新跟进，客服会尽快回复您。",
        "{signature}Thank you. We have reopened no. {reference} and will answer soon.",
    ),
    automatic(
        "missed_call",
        "{signature}抱歉未能及時接聽您的來電，編號{reference}。請覆此短訊講明單位及事項，我們會盡快跟進。",
        "{signature}抱歉未能及时接听您的来电，编号{reference}。请回复本短信说明房号和事项，我们会尽快跟进。",
        "{signature}Sorry we missed your call, no. {reference}. "
        "Reply with your flat and what it is about, and we will follow it up.",
    ),
    automatic(
        "callback_unreached",
        "{signature}我們多次致電回覆您，未能聯絡到您，編號{reference}。如仍需協助，請覆此短訊或再致電{phone}。",
        "{signature}我们多次致电回复您，未能联系到您，编号{reference}。如仍需帮助，请回复本短信或再次致电{phone}。",
        "{signature}We called you back several times, no. {reference}, but could not reach you. "
        "If you still need help, reply or call {phone}.",
    ),
    automatic(
        "work_order_raised",
        "已為您開立工單{reference}：{title}。負責同事會盡快跟進，查詢或更改時間，覆此短訊即可。",
        "已为您开立工单{reference}：{title}。负责同事会尽快跟进，查询或改时间，直接回复本短信即可。",
        "Work order {reference} is open: {title}. Our team will follow it up soon. "
        "To ask or change the time, just reply.",
    ),
    automatic(
        "work_order_taken",
        "工單{reference}（{title}）已有同事接手，如需上門會先致電給您。",
        "工单{reference}（{title}）已有同事接手，需要上门会先给您打电话。",
        "A colleague has taken work order {reference} ({title}) and will ring you before any visit.",
    ),
    automatic(
        "work_order_done",
        "工單{reference}（{title}）已完成。請問問題解決了嗎？已解決請覆「是」，未解決請覆「否」，我們會再跟進。",
        "工单{reference}（{title}）已完成。请问问题解决了吗？解决了请回复“是”，没解决请回复“否”，我们会继续跟进。",
        "Work order {reference} ({title}) is done. "
        "Is it solved? Reply YES if fixed, NO if not, and we will take it up again.",
    ),
    automatic(
        "work_order_reopened",
        "抱歉未能一次辦妥。工單{reference}（{title}）已重開，會優先跟進並聯絡您。",
        "抱歉没能一次办好。工单{reference}（{title}）已重新打开，会优先跟进并联系您。",
        "We are sorry. Work order {reference} ({title}) is open again and has priority; we will contact you.",
    ),
    automatic(
        "work_order_closed",
        "多謝您的確認，工單{reference}已結束。同一問題再出現，覆此短訊即可，我們會再跟進。",
        "谢谢您的确认，工单{reference}已结束。同一问题再出现，回复本短信即可，我们会继续跟进。",
        "Thank you. Work order {reference} is closed. If it happens again, just reply and we will take it up.",
    ),
    automatic(
        "work_order_cancelled",
        "工單{reference}已取消。如仍需要協助，覆此短訊即可。",
        "工单{reference}已取消。如果还需要帮助，直接回复本短信即可。",
        "Work order {reference} is cancelled. If you still need help, just reply.",
    ),
    automatic(
        "closed_thanks",
        "多謝聯絡{estate}客服，編號{reference}已完成。如有其他需要，歡迎隨時覆此短訊。",
        "感谢您联系{estate}客服，编号{reference}已办结。如有其他需要，欢迎随时回复本短信。",
        "Thank you for contacting {estate}. No. {reference} is settled. Need anything else? Just reply.",
    ),
    automatic(
        "gap_noted",
        "您的問題我們暫時未有確實答案，已記下並交由業務組處理，兩個工作天內回覆您。",
        "您的问题我们暂时没有确切答案，已记录并交业务组处理，两个工作日内答复您。",
        "We have no reliable answer to that yet. "
        "Your question is with our specialists; you will hear within two working days.",
    ),
    automatic(
        "gap_answered",
        "您曾查詢「{question}」，現已有答案：{answer}",
        "您之前咨询的“{question}”，现在有答复了：{answer}",
        'You asked: "{question}". Here is the answer: {answer}',
    ),
    automatic(
        "promise_made",
        "我們答應您：{what}，最遲{due}。屆時未收到消息，請覆此短訊，編號{reference}。",
        "我们答应您：{what}，最迟{due}。到时没有收到消息，请回复本短信，编号{reference}。",
        "Our promise: {what}, by {due}. If you have not heard by then, reply quoting {reference}.",
    ),
)
