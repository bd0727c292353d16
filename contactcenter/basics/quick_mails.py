"""Paragraphs that agents put into a mail with two keys and fill in by hand. Their codes begin with `quick_mail_`."""

from typing import Final

from contactcenter.basics.languages import in_three
from contactcenter.basics.texts import Text, quick_mail

QUICK_MAILS: Final[tuple[Text, ...]] = (
    quick_mail(
        "received",
        in_three("已收到來信", "已收到来信", "We have your mail"),
        "多謝來信，我們已詳細閱讀並交{group}跟進，最遲{date}以電郵回覆您。如情況有變或需要即時協助，請致電熱線。",
        "感谢来信，我们已详细阅读并交{group}跟进，最迟{date}以邮件回复您。如情况有变或需要马上协助，请拨打热线。",
        "Thank you for your mail. It is with {group}, and you will have our answer by {date} at the latest. "
        "If anything changes or becomes urgent, please call the hotline.",
    ),
    quick_mail(
        "more_details",
        in_three("請補充資料", "请补充资料", "Ask for details"),
        "為盡快跟進，請您回覆以下資料：\n1. 樓座、樓層和單位\n2. 事情發生的日期和時間\n"
        "3. 相關照片或文件\n4. 方便聯絡的電話和時間",
        "为尽快跟进，请您回复以下资料：\n1. 楼栋、楼层和房号\n2. 事情发生的日期和时间\n"
        "3. 相关照片或文件\n4. 方便联系的电话和时间",
        "So that we can follow this up quickly, please tell us:\n1. tower, floor and flat\n2. date and time\n"
        "3. photos or papers, if there are any\n4. a number and time at which we can reach you",
    ),
    quick_mail(
        "permit_missing",
        in_three("裝修申請欠文件", "装修申请缺资料", "Permit: papers missing"),
        "已收到您的裝修申請。尚欠以下文件：{papers}。請於{date}前補交，齊備後裝修審批組會在五個工作天內書面答覆。未獲批准前請勿開工，以免影響按金和保險。",
        "已收到您的装修申请，还缺以下资料：{papers}。请在{date}前补交，齐全后装修审批组五个工作日内书面答复。批准前请勿开工，以免影响押金和保险。",
        "We have your renovation application. Still missing: {papers}. Please send them by {date}; the "
        "permits group answers in writing within five working days after that. Please do not start before, "
        "for the sake of deposit and insurance.",
    ),
    quick_mail(
        "fee_explained",
        in_three("費用計算說明", "费用计算说明", "How a fee was worked out"),
        "您查詢的{item}已覆核，計算如下：{sum}。附件為當期讀數和單價，供您核對。如仍有疑問，歡迎回覆此電郵或到收費櫃位，我們逐項解釋。",
        "您咨询的{item}已复核，计算如下：{sum}。附件是当期读数和单价，供您核对。如仍有疑问，欢迎回复本邮件或到收费柜台，我们逐项说明。",
        "We have checked the {item} you asked about: {sum}. Readings and rate are attached. If anything is "
        "still unclear, reply or come to the cashier and we go through it line by line.",
    ),
    quick_mail(
        "complaint_first",
        in_three("投訴首次回覆", "投诉首次回复", "Complaint: first answer"),
        "很抱歉令您有不愉快的經歷。您的投訴已登記，編號{reference}，由售後及投訴組處理，被投訴的部門不會參與決定。主管會在{date}前致電或書面交代調查結果。",
        "很抱歉给您带来不愉快的经历。您的投诉已登记，编号{reference}，由售后及投诉组处理，被投诉的部门不参与决定。主管会在{date}前打电话或书面说明调查结果。",
        "We are sorry about what happened. Your complaint is registered as {reference} and is dealt with by "
        "the complaints group; the department concerned does not decide on it. A supervisor will report to "
        "you by {date}.",
    ),
    quick_mail(
        "privacy",
        in_three("不能提供他人資料", "不能提供他人信息", "No details of others"),
        "為保障私隱，我們不能提供或確認任何住戶的個人資料，請見諒。如您願意，可把想說的話告訴我們，由我們代為轉達，對方會自行決定是否聯絡您。",
        "为保护隐私，我们不能提供或确认任何住户的个人信息，请谅解。如您愿意，可以把想说的话告诉我们，由我们代为转达，对方会自行决定是否联系您。",
        "To protect privacy we neither give nor confirm anything about residents; we hope you understand. If "
        "you wish, tell us what you would like to say and we pass it on; it is then for them to contact you.",
    ),
    quick_mail(
        "legal",
        in_three("法律事宜", "法律事宜", "Legal matters"),
        "來信涉及法律事宜，已轉交法律事務組，檔號{reference}，該組會於{date}前書面回覆。在此之前，客戶服務部不便就責任或金額表示意見，並不代表承認或放棄任何權利。",
        "来信涉及法律事宜，已转交法律事务组，文号{reference}，该组会在{date}前书面答复。在此之前，客户服务部不便就责任或金额表示意见，也不代表承认或放弃任何权利。",
        "Your letter concerns a legal matter and is with our legal group under {reference}, which answers in "
        "writing by {date}. Until then customer service cannot comment on liability or sums, and no right is "
        "admitted or waived.",
    ),
    quick_mail(
        "closing",
        in_three("完結及致謝", "办结及致谢", "Settled, thank you"),
        "您所提的事項已處理完畢：{result}。多謝您的耐心和意見。如同一情況再出現，直接回覆此電郵，我們會重開個案，毋須再次說明。",
        "您反映的事项已处理完毕：{result}。感谢您的耐心和意见。如同样情况再出现，直接回复本邮件，我们会重新跟进，不用再次说明。",
        "What you wrote about has been settled: {result}. Thank you for your patience. If it happens again, "
        "just reply to this mail: we take it up again and you need not explain it twice.",
    ),
)
