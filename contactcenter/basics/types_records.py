"""Papers, handovers of homes, and what the law and deeds desks do."""

from typing import Final

from contactcenter.basics.forms import AREA, CONTACT_PHONE, VISIT_TIME, TypeOfWork, choice, field
from contactcenter.basics.languages import in_three

RECORD_TYPES: Final = (
    TypeOfWork(
        "inspection",
        in_three("驗收及巡查", "验收及巡查", "Inspection"),
        (
            choice(
                "subject",
                in_three("類別", "类别", "Subject"),
                ("take_over", "接管驗收", "接管验收", "Take-over"),
                ("round", "大廈巡查", "大厦巡查", "Round of the building"),
                ("recheck", "覆驗", "复验", "Recheck"),
            ),
            field("inspected_on", "date", in_three("日期", "日期", "Date")),
            field("parties", "text", in_three("參與各方", "参与各方", "Parties")),
        ),
        "normal",
        168,
    ),
    TypeOfWork(
        "defect",
        in_three("收樓執漏", "收楼整改", "Defect at handover"),
        (
            AREA,
            choice(
                "trade",
                in_three("工種", "工种", "Trade"),
                ("plumbing", "水喉", "水管", "Plumbing"),
                ("electrical", "電力", "电力", "Electrical"),
                ("carpentry", "木器及門窗", "木作及门窗", "Joinery, doors, windows"),
                ("tiling", "瓷磚及防水", "瓷砖及防水", "Tiles, waterproofing"),
                ("painting", "油漆", "油漆", "Painting"),
            ),
            choice(
                "side",
                in_three("負責方", "责任方", "Responsible side"),
                ("developer", "開發商（保修期內）", "开发商（保修期内）", "Developer, under warranty"),
                ("company", "物業公司", "物业公司", "Property company"),
            ),
            field(
                "is_safety",
                "checkbox",
                in_three("涉及安全，暫不交鑰匙", "涉及安全，暂不交钥匙", "Safety: hold the keys"),
            ),
            CONTACT_PHONE,
            VISIT_TIME,
        ),
        "normal",
        168,
    ),
    TypeOfWork(
        "house_handover",
        in_three("交樓", "交楼", "Handover of a home"),
        (
            choice(
                "stage",
                in_three("階段", "阶段", "Stage"),
                ("notice", "入住通知書", "入住通知书", "Notice"),
                ("appointment", "預約", "预约", "Appointment"),
                ("papers", "文件及稅費", "资料及税费", "Papers and dues"),
                ("inspection", "聯合驗樓", "联合验房", "Joint inspection"),
                ("keys", "交鑰匙及抄錶", "交钥匙及抄表", "Keys and meters"),
                ("claim", "延期交樓", "延期交付", "Late delivery"),
            ),
            field("appointment_on", "date", in_three("預約日期", "预约日期", "Appointment")),
            field("papers_complete", "checkbox", in_three("文件齊備", "资料齐全", "Papers are complete")),
            CONTACT_PHONE,
        ),
        "high",
        72,
    ),
    TypeOfWork(
        "archive_access",
        in_three("查閱檔案", "查阅档案", "Archive access"),
        (
            field("requester", "text", in_three("申請人", "申请人", "Who asks"), required=True),
            field("papers", "text", in_three("所需文件", "所需文件", "Which papers"), required=True),
            field("purpose", "text", in_three("用途", "用途", "Purpose")),
            field("identity_checked", "checkbox", in_three("已核對身分", "已核对身份", "Identity checked")),
            field("owner_consent", "checkbox", in_three("業主書面同意", "业主书面同意", "Owner's written consent")),
            CONTACT_PHONE,
        ),
        "normal",
        48,
    ),
    TypeOfWork(
        "letter",
        in_three("來往信函", "来往信函", "Letter"),
        (
            field("sender", "text", in_three("來函者", "来函方", "From"), required=True),
            field("letter_number", "text", in_three("檔號", "文号", "Their reference")),
            field("received_on", "date", in_three("收到日期", "收到日期", "Received on")),
            field("answer_due", "date", in_three("覆函限期", "回函期限", "Answer due")),
        ),
        "normal",
        120,
    ),
    TypeOfWork(
        "legal",
        in_three("法律事務", "法律事务", "Legal matter"),
        (
            choice(
                "subject",
                in_three("類別", "类别", "Subject"),
                ("covenant", "大廈公契", "管理规约", "Deed of mutual covenant"),
                ("claim", "索償", "索赔", "Claim"),
                ("arrears", "欠費追討", "欠费追讨", "Arrears"),
                ("neighbours", "鄰里糾紛", "邻里纠纷", "Between neighbours"),
            ),
            field("letter_from", "text", in_three("律師行或來函者", "律师事务所或来函方", "Law firm or sender")),
            field("received_on", "date", in_three("收到日期", "收到日期", "Received on")),
            CONTACT_PHONE,
        ),
        "high",
        48,
    ),
    TypeOfWork(
        "deed",
        in_three("產權、稅費及按揭", "产权、税费及按揭", "Deeds, taxes, mortgage"),
        (
            choice(
                "stage",
                in_three("階段", "阶段", "Stage"),
                ("loan", "按揭資料", "按揭资料", "Mortgage papers"),
                ("taxes", "契稅及維修基金", "契税及维修基金", "Deed tax and fund"),
                ("registration", "送交登記", "送交登记", "Registration"),
                ("collection", "領取房產證", "领取房产证", "Collection of the deed"),
            ),
            field("bank", "text", in_three("銀行", "银行", "Bank")),
            field("missing_papers", "text", in_three("尚欠文件", "尚缺资料", "Missing papers")),
            CONTACT_PHONE,
        ),
        "normal",
        72,
    ),
)
