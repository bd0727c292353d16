"""Synonyms of homes and their keepers, with which a new installation and the demo begin. Administrators change them."""

from datetime import datetime
from typing import Final

from contactcenter.db import Session
from knowledge_base.synonyms.service import add_synonyms, list_synonyms

# Across languages, regions (香港, 台灣, 大陸) and trades. A word that means something else too ("收樓" is also taking a
# home back) is left out: a synonym finds for everybody.
FIRST_SYNONYMS: Final = (
    ("電梯", "升降機", "𨋢", "lift", "elevator"),
    ("管理費", "物業費", "物業管理費", "management fee", "service charge"),
    ("停水", "冇水", "無水", "沒水", "斷水", "no water", "water cut", "water suspension"),
    ("停電", "冇電", "無電", "沒電", "跳掣", "跳閘", "power cut", "power failure", "no electricity"),
    ("漏水", "滲水", "滴水", "leak", "leakage", "seepage"),
    ("熱水爐", "熱水器", "water heater", "boiler"),
    ("冷氣", "冷氣機", "空調", "air conditioner", "air conditioning", "aircon"),
    ("廁所", "洗手間", "衞生間", "toilet", "bathroom"),
    ("馬桶", "坐廁", "toilet bowl"),
    ("塞渠", "渠塞", "下水道堵塞", "blocked drain", "clogged drain"),
    ("車位", "停車位", "泊車位", "parking space", "parking bay"),
    ("停車場", "車場", "地庫", "car park", "parking garage"),
    ("訪客", "來賓", "visitor", "guest"),
    ("門禁卡", "門卡", "拍卡", "出入卡", "access card", "door card"),
    ("鎖匙", "鑰匙", "keys"),
    ("裝修", "翻新", "renovation", "fitting-out", "decoration"),
    ("垃圾", "廢物", "rubbish", "garbage", "waste"),
    ("大型垃圾", "大件垃圾", "bulky waste", "old furniture"),
    ("會所", "俱樂部", "clubhouse", "club house"),
    ("泳池", "游泳池", "swimming pool"),
    ("健身室", "健身房", "gym", "gymnasium", "fitness room"),
    ("保安", "護衞", "看更", "security guard", "guard"),
    ("管理處", "物業處", "物業服務中心", "management office", "estate office"),
    ("業主", "owner", "landlord"),
    ("租客", "租戶", "住客", "tenant"),
    ("業權", "產權", "title deed", "ownership"),
    ("房產證", "不動產證", "契據", "樓契", "deeds"),
    ("收樓", "交樓", "交房", "handover of the unit", "taking possession"),
    ("噪音", "嘈音", "嘈吵", "noise", "noisy"),
    ("寵物", "狗", "pet", "dog"),
    ("水錶", "water meter"),
    ("電錶", "electricity meter"),
    ("煤氣", "燃氣", "天然氣", "瓦斯", "gas"),
    ("對講機", "門口機", "intercom", "door phone"),
    ("快遞", "包裹", "速遞", "parcel", "delivery", "package"),
    ("搬屋", "搬家", "搬運", "moving house", "removal"),
    ("滅蟲", "殺蟲", "蟑螂", "曱甴", "pest control", "cockroach"),
    ("發票", "收據", "invoice", "receipt"),
    ("按金", "押金", "保證金", "deposit"),
    ("欠費", "欠款", "拖欠", "arrears", "overdue payment"),
)


async def seed_synonyms(session: Session, *, now: datetime) -> bool:
    """Add them where there are none; returns whether it did."""
    if await list_synonyms(session):
        return False
    for words in FIRST_SYNONYMS:
        await add_synonyms(session, words, author_id=None, now=now)
    return True
