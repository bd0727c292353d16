"""The six types that make up most of a day: water, power, lifts, complaints, renovation, money."""

from typing import Final

from contactcenter.basics.forms import AREA, CONTACT_PHONE, ON_SITE, TypeOfWork, choice, field
from contactcenter.basics.languages import in_three

MAIN_TYPES: Final = (
    TypeOfWork(
        "repair_plumbing",
        in_three("水務維修", "水管维修", "Repair / plumbing"),
        (
            AREA,
            choice(
                "fault",
                in_three("故障", "故障", "Fault"),
                ("leak", "漏水", "漏水", "Leak"),
                ("burst_pipe", "爆水管", "水管爆裂", "Burst pipe"),
                ("blocked", "淤塞", "堵塞", "Blocked drain"),
                ("no_water", "沒有水", "停水", "No water"),
                ("toilet", "座廁故障", "马桶故障", "Toilet fault"),
                ("ceiling", "天花滲水", "天花板渗水", "Ceiling seepage"),
                tells_type=True,
            ),
            field("valve_shut", "checkbox", in_three("已關總水掣", "已关总阀", "Main valve already shut")),
            *ON_SITE,
        ),
        "normal",
        24,
    ),
    TypeOfWork(
        "repair_electrical",
        in_three("電力維修", "电力维修", "Repair / electrical"),
        (
            AREA,
            choice(
                "fault",
                in_three("故障", "故障", "Fault"),
                ("tripped", "跳掣", "跳闸", "Tripped breaker"),
                ("no_power", "沒有電", "停电", "No power"),
                ("socket", "插座故障", "插座故障", "Socket fault"),
                ("lamp", "照明故障", "照明故障", "Lamp out"),
                ("burning_smell", "燒焦味", "烧焦味", "Burning smell"),
                ("intercom", "對講機故障", "对讲机故障", "Intercom fault"),
                tells_type=True,
            ),
            *ON_SITE,
        ),
        "normal",
        24,
    ),
    TypeOfWork(
        "lift",
        in_three("電梯故障", "电梯故障", "Lift"),
        (
            choice(
                "lift",
                in_three("哪部電梯", "哪部电梯", "Which lift"),
                ("A", "A梯", "A梯", "A"),
                ("B", "B梯", "B梯", "B"),
            ),
            choice(
                "fault",
                in_three("情況", "情况", "Fault"),
                ("people_trapped", "有人被困", "有人被困", "People trapped"),
                ("out_of_service", "停用", "停运", "Out of service"),
                ("door", "門故障", "门故障", "Door fault"),
                ("levelling", "不平層", "不平层", "Does not level"),
                ("noise", "異響或震動", "异响或抖动", "Noise or shaking"),
                tells_type=True,
            ),
            field("people_inside", "number", in_three("被困人數", "被困人数", "People inside")),
            CONTACT_PHONE,
        ),
        "high",
        4,
    ),
    TypeOfWork(
        "complaint",
        in_three("投訴", "投诉", "Complaint"),
        (
            choice(
                "about",
                in_three("投訴事項", "投诉事项", "About"),
                ("noise", "噪音", "噪音", "Noise"),
                ("staff", "員工態度", "员工态度", "Staff conduct"),
                ("cleaning", "清潔衞生", "环境卫生", "Cleaning"),
                ("security", "保安", "安保", "Security"),
                ("repair", "維修質素", "维修质量", "Repair work"),
                ("charge", "收費", "收费", "Charges"),
                ("other", "其他", "其他", "Other"),
            ),
            field("happened_on", "date", in_three("發生日期", "发生日期", "Happened on")),
            field("wish", "text", in_three("您的期望", "您的期望", "What the owner asks for")),
            CONTACT_PHONE,
        ),
        "high",
        24,
    ),
    TypeOfWork(
        "renovation_permit",
        in_three("裝修申請", "装修申请", "Renovation permit"),
        (
            field("contractor", "text", in_three("承辦商", "施工单位", "Contractor")),
            field("starts_on", "date", in_three("擬開工日期", "拟开工日期", "Planned start")),
            field("days", "number", in_three("預計工期（天）", "预计工期（天）", "Expected days")),
            field("walls", "checkbox", in_three("涉及拆改牆身", "涉及拆改墙体", "Walls are changed")),
            field("drawings_received", "checkbox", in_three("已收圖則", "已收图纸", "Drawings received")),
            CONTACT_PHONE,
        ),
        "normal",
        72,
    ),
    TypeOfWork(
        "fee_query",
        in_three("費用查詢", "费用查询", "Fee query"),
        (
            choice(
                "item",
                in_three("項目", "项目", "Item"),
                ("service_charge", "管理費", "物业费", "Service charge"),
                ("shared_use", "水電分攤", "水电公摊", "Shared water and power"),
                ("parking", "車位費", "车位费", "Parking"),
                ("repair_charge", "維修收費", "维修收费", "Repair charge"),
                ("deposit", "按金", "押金", "Deposit"),
                tells_type=True,
            ),
            field("period", "text", in_three("帳單月份", "账单月份", "Bill month")),
            field("amount", "number", in_three("金額（港元）", "金额（港元）", "Amount (HK$)")),
            CONTACT_PHONE,
        ),
        "normal",
        48,
    ),
)
