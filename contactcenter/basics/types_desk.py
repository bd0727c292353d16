"""What the desk passes on beside repairs: security, parking, moves, keys, activities, praise and ideas."""

from typing import Final

from contactcenter.basics.forms import CONTACT_PHONE, WHERE, TypeOfWork, choice, field
from contactcenter.basics.languages import in_three

DESK_TYPES: Final = (
    TypeOfWork(
        "security_check",
        in_three("保安跟進", "秩序维护", "Security check"),
        (
            choice(
                "about",
                in_three("事項", "事项", "About"),
                ("noise", "噪音", "噪音", "Noise"),
                ("stranger", "可疑人物或推銷", "可疑人员或推销", "Stranger or salesman"),
                ("smoking", "公共地方吸煙", "公共区域吸烟", "Smoking"),
                ("throwing", "高空擲物", "高空抛物", "Things thrown from above"),
                ("lost", "遺失物品", "遗失物品", "Lost property"),
                ("welfare", "長者或住戶安危", "老人或住户安危", "Welfare of a resident"),
            ),
            WHERE,
            field("call_back_tonight", "checkbox", in_three("須即晚回覆", "当晚须回复", "Call back tonight")),
            CONTACT_PHONE,
        ),
        "high",
        2,
    ),
    TypeOfWork(
        "parking",
        in_three("車位及泊車", "车位及停车", "Parking"),
        (
            choice(
                "request",
                in_three("事項", "事项", "Request"),
                ("blocked", "車位被佔", "车位被占", "Space taken by another car"),
                ("visitor", "訪客車位", "访客车位", "Visitor's space"),
                ("monthly", "月租車位", "月租车位", "Monthly space"),
                ("plate", "更改車牌", "更改车牌", "New number plate"),
            ),
            field("space", "text", in_three("車位編號", "车位编号", "Space number")),
            field("plate", "text", in_three("車牌", "车牌", "Number plate")),
            CONTACT_PHONE,
        ),
        "normal",
        24,
    ),
    TypeOfWork(
        "move_out",
        in_three("遷入遷出及放行條", "迁入迁出及放行条", "Moving and goods release"),
        (
            choice(
                "direction",
                in_three("類別", "类别", "Direction"),
                ("in", "遷入", "迁入", "Moving in"),
                ("out", "遷出", "迁出", "Moving out"),
                ("goods", "搬運大件物品", "搬运大件物品", "Large goods"),
            ),
            field("moves_on", "date", in_three("搬運日期", "搬运日期", "Date")),
            field("goods", "text", in_three("物品", "物品", "Goods")),
            field("vehicle", "text", in_three("車牌", "车牌", "Vehicle")),
            field("owner_consent", "checkbox", in_three("已有業主同意", "业主已同意", "Owner agrees")),
            field("dues_cleared", "checkbox", in_three("欠費已清", "欠费已清", "Dues are settled")),
            field(
                "keys_returned", "checkbox", in_three("鑰匙及門卡已交還", "钥匙及门卡已交还", "Keys and cards are back")
            ),
            CONTACT_PHONE,
        ),
        "normal",
        24,
    ),
    TypeOfWork(
        "key_loan",
        in_three("借用鑰匙", "借用钥匙", "Key loan"),
        (
            choice(
                "key_kind",
                in_three("鑰匙類別", "钥匙类别", "Kind of key"),
                ("owner", "業主鑰匙", "业主钥匙", "Owner's keys"),
                ("public", "公共門窗", "公共门窗", "Common doors and windows"),
                ("plant", "設備房", "设备房", "Plant room"),
                ("meter", "水錶箱", "水表箱", "Meter cupboard"),
            ),
            field("borrower", "text", in_three("借用人及部門", "借用人及部门", "Borrower and department")),
            field(
                "purpose",
                "text",
                in_three("用途（須為工作）", "用途（须为工作）", "Purpose (work only)"),
                required=True,
            ),
            field("related_order", "text", in_three("相關工單", "相关工单", "Work order it is for")),
            field("board_number", "text", in_three("鑰匙板編號", "钥匙板编号", "Board number")),
            field("is_emergency", "checkbox", in_three("緊急備用套", "紧急备用套", "Emergency spare set")),
        ),
        "high",
        8,
    ),
    TypeOfWork(
        "activity",
        in_three("會所及社區活動", "会所及社区活动", "Clubhouse and activities"),
        (
            field("activity", "text", in_three("活動或場地", "活动或场地", "Activity or room")),
            field("held_on", "date", in_three("日期", "日期", "Date")),
            field("adults", "number", in_three("成人", "成人", "Adults")),
            field("children", "number", in_three("小童", "儿童", "Children")),
            field("needs", "text", in_three("特別需要", "特殊需要", "Special needs")),
            CONTACT_PHONE,
        ),
        "low",
        48,
    ),
    TypeOfWork(
        "commendation",
        in_three("表揚", "表扬", "Commendation"),
        (
            field("praised", "text", in_three("表揚的員工或部門", "受表扬的员工或部门", "Who is praised")),
            field("may_publish", "checkbox", in_three("可公開張貼", "可以公开张贴", "May be published")),
        ),
        "low",
        168,
    ),
    TypeOfWork(
        "suggestion",
        in_three("建議", "建议", "Suggestion"),
        (
            field("idea", "text", in_three("建議內容", "建议内容", "Idea")),
            field("decision_due", "date", in_three("須於何時決定", "须于何时决定", "Decision due")),
        ),
        "low",
        336,
    ),
)
