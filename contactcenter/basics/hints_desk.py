"""Words in an owner's text that suggest a complaint, a permit or a question about money."""

from typing import Final

from contactcenter.basics.hints import Hint

DESK_HINTS: Final = (
    Hint(
        "complaint",
        (
            *("好嘈", "嘈", "噪音", "吵", "半夜打牆", "拍門", "打麻雀", "打麻將", "打麻将", "裝修聲", "扰民", "狗吠"),
            *("noise", "noisy", "loud", "drilling", "barking", "party"),
        ),
        {"about": "noise"},
    ),
    Hint(
        "complaint",
        (
            *("態度", "态度", "無禮", "冇禮貌", "没礼貌", "粗魯", "兇", "惡死", "凶巴巴"),
            *("rude", "attitude", "shouted at", "impolite"),
        ),
        {"about": "staff"},
    ),
    Hint(
        "complaint",
        (
            *("垃圾", "污糟", "好臭", "臭味", "骯髒", "邋遢", "不干净", "很脏", "曱甴", "蟑螂", "老鼠", "清潔", "保洁"),
            *("rubbish", "garbage", "dirty", "smelly", "cockroach", "rats", "cleaning"),
        ),
        {"about": "cleaning"},
    ),
    Hint(
        "complaint",
        (
            *("投訴", "投诉", "冇人理", "沒人理", "没人管", "叫你們經理", "搵你經理", "找经理", "不满", "不滿"),
            *("complain", "complaint", "unacceptable", "speak to the manager", "nobody came"),
        ),
        {},
    ),
    Hint(
        "renovation_permit",
        (
            *(
                "裝修",
                "装修",
                "拆牆",
                "拆墙",
                "打牆",
                "砸墙",
                "動工",
                "開工",
                "开工",
                "換地板",
                "换地板",
                "裝修紙",
                "施工许可",
            ),
            *("renovation", "renovate", "refit", "knock down a wall", "remove a wall", "contractor", "new floor"),
        ),
    ),
    Hint(
        "fee_query",
        ("管理費", "物業費", "物业费", "管理费", "service charge", "management fee"),
        {"item": "service_charge"},
    ),
    Hint(
        "fee_query",
        ("公攤", "公摊", "分攤", "分摊", "shared water", "shared power", "shared electricity"),
        {"item": "shared_use"},
    ),
    Hint(
        "fee_query",
        ("車位費", "停車費", "停车费", "车位费", "泊車費", "parking fee", "parking charge"),
        {"item": "parking"},
    ),
    Hint(
        "fee_query",
        ("按金", "押金", "deposit"),
        {"item": "deposit"},
    ),
    Hint(
        "fee_query",
        (
            *("帳單", "賬單", "账单", "收多咗", "收貴咗", "多收", "收据", "收據", "欠費", "欠费", "單據"),
            *("bill", "overcharged", "charged twice", "receipt", "arrears", "invoice"),
        ),
    ),
)
