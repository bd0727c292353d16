"""Words that make a contact an emergency, by what they tell of. An administrator edits the rows made from them.

Traditional and Simplified are one when texts are read, so each phrase stands once, under the language that says it so;
"…" leaves room for a few words. Words that people also use in peace ("gas", "fire", "smoke" on the stairs, a car park
that may be "flooded") are not here by themselves: an emergency that rings for every smoker is soon one nobody runs for.
"""

from typing import Final

from contactcenter.basics.languages import Language

EMERGENCY_WORDS: Final[dict[str, dict[Language, str]]] = {
    "fire": {
        "zh-Hant": """
            火警 | 火燭 | 着火 | 起火 | 失火 | 燒緊嘢 | 燒着咗 | 濃煙 | 黑煙 | 大量煙 | 見到火 | 火警鐘響 | 成間屋…煙
            好多煙湧 | 有火光 | 冒火
        """,
        "zh-Hans": "着火了 | 烧起来了 | 冒浓烟 | 全是烟 | 发生火灾 | 爆炸了 | 起火了 | 火警铃响",
        "en": """
            on fire | there is a fire | there's a fire | fire in | fire at | caught fire | house fire | fire broke out
            flames | thick smoke | heavy smoke | black smoke | full of smoke | filled with smoke
            fire alarm is ringing | fire alarm going off | explosion | exploded
        """,
    },
    "gas": {
        "zh-Hant": "煤氣味 | 石油氣味 | 漏煤氣 | 煤氣漏 | 煤氣喉…漏 | 聞到煤氣 | 臭雞蛋味 | 一陣煤氣",
        "zh-Hans": "燃气味 | 天然气味 | 燃气泄漏 | 煤气泄漏 | 闻到燃气 | 漏燃气 | 天然气泄漏 | 煤气中毒",
        "en": """
            smell of gas | smell gas | smells of gas | smells like gas | smelling gas | smelled gas | gas smell
            gas leak | leaking gas | gas is leaking | smell…gas | rotten egg smell | carbon monoxide
        """,
    },
    "lift": {
        "zh-Hant": """
            困𨋢 | 困lift | 困喺𨋢 | 困喺…lift | 困咗喺…電梯 | 困喺…電梯 | 困在…電梯 | 電梯…困 | 𨋢…困 | lift…困
            升降機…困 | 困住人 | 困咗人 | 有人被困 | 被困…電梯 | 出唔到…𨋢 | 出唔到…lift
        """,
        "zh-Hans": "被困电梯 | 电梯困人 | 关在…电梯 | 电梯里出不来 | 卡在…电梯 | 关了…电梯",
        "en": """
            stuck in…lift | trapped in…lift | stuck inside…lift | trapped inside…lift | stuck in…elevator
            trapped in…elevator | lift…stuck inside | people trapped | somebody is trapped | someone is trapped
            i am trapped | i'm trapped
        """,
    },
    "electric": {
        "zh-Hant": "觸電 | 電親 | 俾電電到 | 漏電…電到 | 插座…火花 | 電箱…火花 | 電箱…冒煙 | 電箱…出煙 | 電線…火花",
        "zh-Hans": "被电到 | 触电了 | 插座冒烟 | 配电箱冒烟 | 电线冒火花 | 插座…冒火花",
        "en": """
            electric shock | electrocuted | socket…sparking | sparks from | sparks coming | live wire
            smoke from…socket | fuse box…smoking | burning wires
        """,
    },
    "water": {
        "zh-Hant": """
            爆水管 | 爆水喉 | 爆喉 | 爆咗喉 | 爆咗水喉 | 爆咗水管 | 水管爆裂 | 水喉爆 | 水浸緊 | 水浸入 | 水浸咗
            浸緊水 | 浸晒 | 水湧入 | 水湧出 | 水淹入 | 成間屋都係水 | 水噴出嚟
        """,
        "zh-Hans": "水管爆了 | 爆管 | 家里被淹 | 水往外喷 | 水漫金山 | 地下室进水 | 水淹了",
        "en": """
            burst pipe | pipe burst | pipe has burst | burst water pipe | is flooding | is flooded | being flooded
            flooding into | flooding my | flooding our | water pouring | water gushing | under water
        """,
    },
    "person": {
        "zh-Hant": """
            暈咗 | 暈倒 | 暈低 | 昏迷 | 冇呼吸 | 冇晒呼吸 | 冇反應…唔郁 | 心臟病發 | 懷疑中風 | 休克 | 抽筋…口吐白沫
            流好多血 | 大量出血 | 救命 | 跌倒…起唔到身 | 跌親…起唔到身 | 墮樓 | 有人跳樓 | 想跳樓 | 自殺 | 唔想做人
            遇溺 | 浸親 | 哽親 | 食物中毒 | 叫救護車 | 叫白車
        """,
        "zh-Hans": """
            晕过去 | 没有呼吸 | 没呼吸 | 心脏病发作 | 流了很多血 | 摔倒…起不来 | 要跳楼 | 不想活 | 溺水 | 昏过去
        """,
        "en": """
            unconscious | not breathing | stopped breathing | can't breathe | cannot breathe | heart attack | collapsed
            having a stroke | seizure | bleeding badly | bleeding heavily | choking | drowning | fell…can't get up
            fell…cannot get up | suicide | kill myself | call an ambulance | need an ambulance | overdose | poisoned
        """,
    },
    "crime": {
        "zh-Hant": """
            爆竊 | 爆格 | 有賊 | 有人打劫 | 入屋打劫 | 打緊交 | 有人打交 | 持刀 | 揸住把刀 | 撬門 | 撬緊…門 | 非禮
            家暴 | 跟蹤我 | 尾隨我 | 襲擊 | 斬人
        """,
        "zh-Hans": "入室盗窃 | 有小偷 | 抢劫 | 撬锁 | 正在撬…门 | 拿着刀 | 有人打架 | 家庭暴力 | 被尾随",
        "en": """
            break-in | had a break in | broken into | breaking in | burglar | burglars | burglary | burgled | intruder
            robbery | robbed | mugged | has a knife | with a knife | being attacked | somebody is attacking
            domestic violence | following me home | trying to open my door
        """,
    },
    "structure": {
        "zh-Hant": "石屎跌 | 石屎…跌落 | 高空墮物 | 玻璃…跌落街 | 窗…飛咗出去 | 外牆…跌落 | 天花冧 | 棚架…冧",
        "zh-Hans": "高空坠物 | 墙皮…掉下来砸 | 玻璃…掉下楼 | 天花板塌 | 脚手架…塌",
        "en": """
            falling concrete | concrete fell | falling glass | window fell | window has fallen | fell from height
            ceiling collapsed | ceiling has come down | scaffolding collapsed | tiles falling from
        """,
    },
}


def word_rows() -> list[dict[str, str]]:
    """Kind, language and phrase of each word, in this order."""
    return [
        {"kind": kind, "language": language, "phrase": phrase.strip()}
        for kind, by_language in EMERGENCY_WORDS.items()
        for language, phrases in by_language.items()
        for line in phrases.strip().splitlines()
        for phrase in line.split("|")
    ]
