"""Words in an owner's text that suggest one of the smaller trades, or a service in the common parts."""

from typing import Final

from contactcenter.basics.hints import hint

TRADE_HINTS: Final = (
    hint("repair_building", "裂縫 | 裂痕 | 裂缝 | 裂紋 | 裂纹 | crack in | cracked wall | cracks", fault="crack"),
    hint("repair_building", "瓷磚 | 瓷砖 | 紙皮石 | 階磚 | tile | tiles", fault="tiles"),
    hint(
        "repair_building",
        "石屎剝落 | 混凝土剥落 | 甩石屎 | 露鐵 | 露筋 | spalling | concrete is coming off | bare steel",
        fault="spalling",
    ),
    hint("repair_building", "牆身起泡 | 甩灰 | 甩油 | 墙皮 | 批盪 | 掉漆 | peeling paint | plaster", fault="paint"),
    hint(
        "repair_carpentry",
        """
        門鎖 | 门锁 | 大門鎖 | 鎖壞 | 锁坏 | 鎖匙孔 | 鎖膽 | 锁芯 | 開唔到門 | 开不了门 | 打不开门
        door lock | lock is broken | lock is stuck | key is stuck | locked out
        """,
        fault="lock",
    ),
    hint(
        "repair_carpentry",
        "窗鉸 | 趟窗 | 窗框 | 閂唔到窗 | 窗户关不上 | 窗户 | 窗扇 | window hinge | window will not close",
        fault="window",
    ),
    hint(
        "repair_carpentry", "木門 | 門鉸 | 门铰 | 房門 | 房门 | 門閂 | door hinge | door handle | closer", fault="door"
    ),
    hint("repair_carpentry", "櫃門 | 柜门 | 櫥櫃 | 橱柜 | cabinet | cupboard door", fault="cabinet"),
    hint(
        "repair_air_conditioning",
        "冷氣滴水 | 冷氣漏水 | 冷氣機滴水 | 空调滴水 | 空调漏水 | air conditioner drips | aircon leak",
        fault="drip",
    ),
    hint("repair_air_conditioning", "冷氣唔凍 | 冷氣不冷 | 空调不制冷 | 空调不冷 | not cooling", fault="not_cold"),
    hint(
        "repair_air_conditioning", "冷氣機 | 冷氣 | 空調 | 空调 | 分體機 | air con | aircon | air-con | air conditioner"
    ),
    hint(
        "repair_fire_safety",
        """
        滅火筒 | 灭火器 | 喉轆 | 消防栓 | 消防喉 | 煙霧感應 | 烟感 | 花灑頭 | 喷淋头
        fire extinguisher | hose reel | smoke detector | sprinkler
        """,
        fault="equipment",
    ),
    hint(
        "repair_fire_safety",
        "走火通道 | 消防通道 | 防煙門 | 防火門 | 防火门 | fire exit | fire door | escape route | escape staircase",
        fault="exit",
    ),
    hint("repair_fire_safety", "警鐘誤鳴 | 警鐘亂響 | 误报 | false alarm | alarm keeps beeping", fault="false_alarm"),
    hint(
        "repair_access",
        "讀卡機 | 拍卡 | 拍唔到卡 | 门禁 | 門禁 | 刷卡 | 八達通開唔到 | card reader | access card does not | fob",
        fault="card_reader",
    ),
    hint("repair_access", "大堂門 | 大堂门 | 大閘 | 單元门 | 单元门 | lobby door | entrance door", fault="lobby_door"),
    hint("repair_access", "車閘 | 道闸 | 閘桿 | 升降桿 | barrier | car park gate", fault="barrier"),
    hint("repair_access", "閉路電視 | 監控 | 监控 | 摄像头 | cctv | camera", fault="cctv"),
    hint(
        "cleaning",
        "嘔吐 | 呕吐 | 倒瀉 | 打翻 | 玻璃碎 | 碎玻璃 | 地上好滑 | spill | vomit | broken glass | slippery",
        kind="spill",
    ),
    hint("cleaning", "大型垃圾 | 舊傢俬 | 旧家具 | 棄置傢俬 | bulky rubbish | old furniture | old sofa", kind="bulky"),
    hint("cleaning", "狗屎 | 狗尿 | 狗粪 | 狗大便 | dog mess | dog poo | dog dirt", kind="dog_mess"),
    hint("pest_control", "白蟻 | 白蚁 | termite", pest="termites"),
    hint("pest_control", "蜂巢 | 黃蜂 | 马蜂 | 蜜蜂 | wasp | bee hive | bees", pest="bees"),
    hint("pest_control", "蚊患 | 好多蚊 | 蚊子很多 | mosquito", pest="mosquitoes"),
    hint("pest_control", "滅蟲 | 杀虫 | 灭虫 | 木蝨 | 床虱 | 跳蝨 | pest control | bed bug | ants in"),
    hint("landscaping", "塌樹 | 樹枝 | 树枝 | 樹木 | 树木 | fallen tree | tree branch | branches", about="tree"),
    hint(
        "landscaping", "花槽 | 花圃 | 剪草 | 草坪 | 灌溉 | 淋花 | planter | lawn | hedge | irrigation", about="planter"
    ),
)
