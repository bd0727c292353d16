"""Words in an owner's text that suggest a repair, in Traditional, Cantonese, Simplified and English."""

from typing import Final

from contactcenter.basics.hints import Hint

REPAIR_HINTS: Final = (
    Hint(
        "repair_plumbing",
        (
            "爆水管",
            "爆喉",
            "爆咗喉",
            "水管爆裂",
            "水管爆了",
            "水浸",
            "浸水",
            "burst pipe",
            "pipe burst",
            "flooding",
            "flooded",
        ),
        {"fault": "burst_pipe"},
    ),
    Hint(
        "repair_plumbing",
        (
            *(
                "天花漏水",
                "天花滴水",
                "天花滲水",
                "天花板漏水",
                "天花板滴水",
                "天花板渗水",
                "樓上漏水",
                "楼上漏水",
                "滲水",
                "渗水",
            ),
            *("ceiling leak", "ceiling drip", "seepage", "damp ceiling", "water stain"),
        ),
        {"fault": "ceiling"},
    ),
    Hint(
        "repair_plumbing",
        (
            *("馬桶", "马桶", "座廁", "坐廁", "坐厕", "抽水馬桶", "水箱", "冲水", "沖水", "沖唔到水", "唔沖水"),
            *("toilet", "flush", "cistern", "wc"),
        ),
        {"fault": "toilet", "area": "bathroom"},
    ),
    Hint(
        "repair_plumbing",
        (
            *(
                "塞咗",
                "塞住",
                "去水塞",
                "淤塞",
                "塞渠",
                "渠塞",
                "堵塞",
                "堵了",
                "堵住",
                "反水",
                "倒灌",
                "排水慢",
                "通渠",
                "下水道",
            ),
            *("blocked", "clogged", "drain", "backing up", "won't drain"),
        ),
        {"fault": "blocked"},
    ),
    Hint(
        "repair_plumbing",
        (
            *("停水", "冇水", "無水", "没水", "沒有水", "没有水", "水壓低", "水压低", "水好細", "水很小"),
            *("no water", "water is off", "low pressure", "no hot water"),
        ),
        {"fault": "no_water"},
    ),
    Hint(
        "repair_plumbing",
        (
            *("漏水", "滴水", "漏緊水", "水喉", "水龍頭", "水龙头", "水管", "喉管", "滴滴答答", "積水", "积水"),
            *("leak", "leaking", "leaks", "drip", "dripping", "tap", "faucet", "pipe", "sink"),
        ),
        {"fault": "leak"},
    ),
    Hint(
        "repair_electrical",
        (
            *("燒焦", "燶味", "烧焦", "焦味", "冒煙", "冒烟", "着火花", "火花", "觸電", "触电"),
            *("burning smell", "sparks", "sparking", "smoke from socket", "electric shock"),
        ),
        {"fault": "burning_smell"},
    ),
    Hint(
        "repair_electrical",
        (
            *("跳掣", "跳制", "跳閘", "跳闸", "總掣", "漏電", "漏电", "空氣開關", "空气开关", "空开"),
            *("tripped", "trips", "breaker", "fuse", "rcd"),
        ),
        {"fault": "tripped"},
    ),
    Hint(
        "repair_electrical",
        (
            "冇電",
            "停電",
            "無電",
            "没电",
            "停电",
            "沒有電",
            "没有电",
            "no power",
            "power cut",
            "power is out",
            "no electricity",
        ),
        {"fault": "no_power"},
    ),
    Hint(
        "repair_electrical",
        ("插蘇", "插座", "拖板", "插头", "插頭", "socket", "outlet", "plug"),
        {"fault": "socket"},
    ),
    Hint(
        "repair_electrical",
        (
            *("盞燈", "燈壞", "壞燈", "燈泡", "唔着燈", "灯坏", "灯不亮", "燈不亮", "灯泡", "照明", "路燈", "路灯"),
            *("lamp", "light is out", "light out", "light bulb", "flickering"),
        ),
        {"fault": "lamp"},
    ),
    Hint(
        "repair_electrical",
        ("對講機", "对讲机", "門鐘", "门铃", "門鈴", "intercom", "doorbell", "door phone"),
        {"fault": "intercom"},
    ),
    Hint(
        "lift",
        (
            *("困𨋢", "困lift", "困喺𨋢", "困喺lift", "困住人", "困在電梯", "困在电梯", "被困", "困人"),
            *("stuck in the lift", "trapped in the lift", "stuck in lift", "trapped in lift", "stuck in elevator"),
        ),
        {"fault": "people_trapped"},
    ),
    Hint(
        "lift",
        ("電梯門", "电梯门", "𨋢門", "lift門", "lift door", "elevator door"),
        {"fault": "door"},
    ),
    Hint(
        "lift",
        ("電梯", "电梯", "升降機", "𨋢", "壞𨋢", "停𨋢", "lift", "elevator"),
        {"fault": "out_of_service"},
    ),
)

# Where in the flat: fills the `area` field of both repair types, and tells nothing about the type.
AREA_WORDS: Final = {
    "kitchen": ("廚房", "厨房", "灶台", "星盆", "洗碗盆", "kitchen"),
    "bathroom": (
        "廁所",
        "洗手間",
        "浴室",
        "厕所",
        "卫生间",
        "洗手间",
        "沖涼房",
        "浴缸",
        "bathroom",
        "shower",
        "toilet",
    ),
    "living_room": ("客廳", "客厅", "大廳", "飯廳", "living room", "lounge"),
    "bedroom": ("睡房", "主人房", "卧室", "臥室", "bedroom"),
    "balcony": ("露台", "陽台", "阳台", "騎樓", "balcony", "terrace"),
    "public": (
        "大堂",
        "走廊",
        "後樓梯",
        "楼道",
        "樓梯",
        "楼梯",
        "車場",
        "停车场",
        "花園",
        "lobby",
        "corridor",
        "garage",
        "staircase",
    ),
}
