"""The automatic texts as they read in a mail, where there is room and nobody counts characters.

Who sends them stands in `texts.py`; under each mail stands the name of our mailbox and the contact's reference.
"""

from typing import Final

from contactcenter.basics.texts import by_mail

AUTOMATIC_MAILS: Final = (
    by_mail(
        "acknowledgement",
        "您好：\n\n{signature}已收到您的電郵，編號 {reference}，客服專員會盡快回覆。如有補充，請直接回覆本電郵。\n\n"
        "遇水浸、煤氣味或有人被困，請勿等候電郵，即致電{phone}。",
        "您好：\n\n{signature}已收到您的邮件，编号 {reference}，客服会尽快回复。如有补充，请直接回复本邮件。\n\n"
        "如遇漏水严重、燃气味或有人被困，请不要等邮件，立即致电{phone}。",
        "Hello,\n\n{signature}We have received your mail, reference {reference}, and will answer as soon as we can. "
        "To add anything, simply reply to this mail.\n\n"
        "If there is flooding, a smell of gas or somebody trapped, do not wait for a mail: call {phone} now.",
    ),
    by_mail(
        "acknowledgement_closed",
        "您好：\n\n{signature}已收到您的電郵，編號 {reference}。現時非服務時間，我們{opening}開始處理。\n\n"
        "遇水浸、煤氣味或有人被困，請勿等候電郵，即致電{phone}。",
        "您好：\n\n{signature}已收到您的邮件，编号 {reference}。现在不是服务时间，我们{opening}开始处理。\n\n"
        "如遇漏水严重、燃气味或有人被困，请不要等邮件，立即致电{phone}。",
        "Hello,\n\n{signature}We have received your mail, reference {reference}. "
        "We are closed now and will take it up {opening}.\n\n"
        "If there is flooding, a smell of gas or somebody trapped, do not wait for a mail: call {phone} now.",
    ),
    by_mail(
        "work_order_raised",
        "您好：\n\n已為您開立工單 {reference}：{title}。負責同事會盡快跟進。\n\n如需查詢或更改時間，請直接回覆本電郵。",
        "您好：\n\n已为您开立工单 {reference}：{title}。负责同事会尽快跟进。\n\n如需查询或改时间，请直接回复本邮件。",
        "Hello,\n\nWe have opened work order {reference} for you: {title}. Our team will follow it up soon.\n\n"
        "To ask anything or to change the time, simply reply to this mail.",
    ),
    by_mail(
        "work_order_taken",
        "您好：\n\n工單 {reference}（{title}）已有同事接手，如需上門會先與您聯絡。",
        "您好：\n\n工单 {reference}（{title}）已有同事接手，需要上门会先与您联系。",
        "Hello,\n\nA colleague has taken work order {reference} ({title}) and will contact you before any visit.",
    ),
    by_mail(
        "work_order_done",
        "您好：\n\n工單 {reference}（{title}）已完成。請問問題解決了嗎？\n\n"
        "請直接回覆本電郵：已解決覆「是」，未解決覆「否」，我們會再跟進。",
        "您好：\n\n工单 {reference}（{title}）已完成。请问问题解决了吗？\n\n"
        "请直接回复本邮件：解决了回复“是”，没解决回复“否”，我们会继续跟进。",
        "Hello,\n\nWork order {reference} ({title}) is done. Is it solved?\n\n"
        "Simply reply to this mail: YES if it is fixed, NO if it is not, and we will take it up again.",
    ),
    by_mail(
        "work_order_reopened",
        "您好：\n\n抱歉未能一次辦妥。工單 {reference}（{title}）已重開，會優先跟進並聯絡您。",
        "您好：\n\n抱歉没能一次办好。工单 {reference}（{title}）已重新打开，会优先跟进并联系您。",
        "Hello,\n\nWe are sorry. Work order {reference} ({title}) is open again and has priority; we will contact you.",
    ),
    by_mail(
        "work_order_closed",
        "您好：\n\n多謝您的確認，工單 {reference} 已結束。同一問題再出現，回覆本電郵即可，我們會再跟進。",
        "您好：\n\n谢谢您的确认，工单 {reference} 已结束。同一问题再出现，回复本邮件即可，我们会继续跟进。",
        "Hello,\n\nThank you. Work order {reference} is closed. "
        "If it happens again, reply to this mail and we will take it up.",
    ),
    by_mail(
        "work_order_cancelled",
        "您好：\n\n工單 {reference} 已取消。如仍需要協助，回覆本電郵即可。",
        "您好：\n\n工单 {reference} 已取消。如果还需要帮助，直接回复本邮件即可。",
        "Hello,\n\nWork order {reference} is cancelled. If you still need help, simply reply to this mail.",
    ),
    by_mail(
        "gap_answered",
        "您好：\n\n您曾查詢「{question}」，現已有答案：\n\n{answer}\n\n如有疑問，請直接回覆本電郵。",
        "您好：\n\n您之前咨询的“{question}”，现在有答复了：\n\n{answer}\n\n如有疑问，请直接回复本邮件。",
        'Hello,\n\nYou asked: "{question}". Here is the answer:\n\n{answer}\n\n'
        "If anything is unclear, simply reply to this mail.",
    ),
)
