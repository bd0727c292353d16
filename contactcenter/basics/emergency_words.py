"""Words that make a contact an emergency, by what they tell of. An administrator edits the rows made from them.

Traditional and Simplified are one when texts are read, and so are the names of a lift and of gas; each phrase stands
once, under the language that says it so. "…" leaves room for a few words. Words that people also use in peace ("gas",
"fire", a car park that may be "flooded") are not here by themselves: an emergency that rings for every smoker is soon
one nobody runs for.
"""

from typing import Final

from contactcenter.basics.languages import Language

EMERGENCY_WORDS: Final[dict[str, dict[Language, str]]] = {
    "fire": {
        "zh-Hant": """
            火警 | 火燭 | 着火 | 起火 | 失火 | 燒緊嘢 | 有嘢燒緊 | 燒緊…煙 | 燒着咗 | 濃煙 | 黑煙 | 大量煙 | 見到火
            好大火 | 火警鐘響 | 成間屋…煙 | 成棟…煙 | 成層…煙 | 成條走廊…煙 | 好多煙湧 | 湧煙 | 湧出…煙 | 有火光
            冒火 | 火災 | 火勢 | 燒焦味 | 爆炸聲 | 有嘢爆炸 | 燒咗起上嚟 | 好大煙 | 好多煙 | 煙好大 | 有煙冒
            有煙湧 | 有火 | 着咗火 | 着晒火 | 着緊火 | 冒煙 | 焦味 | 好大陣煙 | 大煙 | 火頭 | 撲面…煙 | 煙霧瀰漫
            充滿煙 | 車在燒 | 在燒起 | 電動車…燒 | 單車…燒 | 燒着
            "火" | 煙霧…湧出 | 煙霧…湧入 | 煙霧…冒出 | 燶味 | 爐爆炸 | 電池爆炸 | 電池…冒煙 | 聞到…燒焦 | 有人放火
        """,
        "zh-Hans": """
            着火了 | 烧起来 | 冒浓烟 | 全是烟 | 都是烟 | 很大的烟 | 烟很大 | 发生火灾 | 爆炸了 | 发生爆炸 | 起火了
            火警铃响 | 烧焦的味道 | 糊味很大 | 正在燃烧 | 火很大 | 着起来了 | 冒烟了 | 烟雾很大
            电瓶…冒烟 | 电瓶…着火 | 热水器爆炸
        """,
        "en": """
            on fire | there is a fire | there's a fire | theres a fire | fire in | fire at | fire on | caught fire
            house fire | kitchen fire | fire broke out | big fire | see fire | see a fire | flames | thick smoke
            heavy smoke | black smoke | full of smoke | filled with smoke | lots of smoke | smoke coming
            smoke everywhere | smoke pouring | smoke filling | is burning | are burning | smell burning
            burning smell | smell of burning | smells of burning | smell smoke | smell of smoke
            fire alarm is ringing | fire alarm…ringing | fire alarm going off | fire alarm…going off
            alarm going off…smoke | explosion | exploded | burning down | smoke is coming | smoke in my
            smoke in the | smoke in our | there is smoke | there's smoke | theres smoke | smoke inside
            started burning | set on fire | sets fire | in flames | fire alarm is going | building is on fire
            heavy burning | up in smoke
            "fire" | bin burning | rubbish burning | battery…smoking | battery…smoke
            battery exploded | started a fire | fire started
            "help fire" | "fire help"
        """,
    },
    "gas": {
        "zh-Hant": """
            煤氣味 | 漏煤氣 | 煤氣漏 | 煤氣喉…漏 | 煤氣…漏氣 | 煤氣…漏緊 | 煤氣外洩 | 煤氣洩漏 | 煤氣洩露 | 聞到煤氣
            聞到…煤氣 | 臭雞蛋味 | 一陣煤氣 | 一股煤氣 | 煤氣好臭 | 煤氣臭味 | 煤氣爆炸 | 一氧化碳 | 煤氣…味道
            煤氣嘅味 | 煤氣…好濃 | 煤氣味道 | 煤氣…聞到 | 煤氣掣…漏 | 煤氣爐…漏 | 煤氣…唔妥
            煤氣…有味 | 煤氣…味好大 | 煤氣…怪味
            煤氣…報警…響 | 煤氣…警報…響 | 聞到…頭暈 | 氣味…頭暈 | 味道…頭暈
        """,
        "zh-Hans": """
            燃气的味道 | 煤气中毒 | 煤气管破 | 燃气管断 | 煤气灶…漏气 | 臭鸡蛋的味道 | 煤气罐…嘶嘶 | 燃气味
            天然气味 | 燃气泄漏 | 天然气泄漏 | 闻到燃气
        """,
        "en": """
            smell of gas | smell gas | smells of gas | smells like gas | smelling gas | smelled gas | gas smell
            gas odour | gas odor | gas leak | leaking gas | gas is leaking | gas…leaking | gas leakage | leak of gas
            smell…gas | rotten egg smell | smell…rotten eggs | carbon monoxide | gas explosion | hissing…gas
            gas…hissing | smell…of gas | gas…smell | gas hose…leaking | gas coming from | gas is escaping
            gas escape | leaking…gas
            gaz leak | gaz smell | smell gaz | smell of gaz | gasleak | co alarm is | co alarm…beeping
            co alarm…going off | co detector…beeping
            gas alarm…ringing | gas alarm…beeping | gas alarm is | gas alarm going | gas detector…ringing
            gas detector…beeping | gas detector alarm | fumes…dizzy | smell…dizzy
        """,
    },
    "lift": {
        "zh-Hant": """
            困𨋢 | 困喺…電梯 | 困咗喺…電梯 | 困在…電梯 | 困住…電梯 | 困咗…電梯 | 困入…電梯 | 電梯…困 | 困住人
            困咗人 | 有人被困 | 被困…電梯 | 有人困住 | 有人困咗 | 出唔到…電梯 | 電梯…出唔到 | 電梯…出唔嚟
            電梯…出不去 | 電梯…入面有人 | 電梯…入面有老人 | 電梯…入面有小朋友 | 電梯…入面有BB | 電梯…入面有孕婦
            電梯…入面有婆婆 | 電梯…入面有…個人 | 電梯…我…入面 | 電梯…我哋…入面 | 入面有人拍門 | 入面有人大叫
            電梯…有人求救 | 電梯…個人出唔 | 電梯…夾住人 | 電梯…夾到人 | 電梯…夾到手 | 電梯…夾到腳 | 電梯…急墜
            電梯墜落 | 電梯跌落 | 受困 | 困喺入面 | 困喺度 | 人被困 | 住客被困 | 住戶被困 | 業主被困 | 乘客被困
            我被困 | 我哋被困 | 我們被困 | 俾人困 | 我…電梯入面…停 | 電梯入面…停咗 | 我…電梯入面…唔郁 | 電梯…停咗…困
            電梯…停…出唔 | 電梯…壞…困 | 電梯…我們…裡面 | 電梯…五個人 | 電梯…搵人救 | 電梯門…開唔到…人 | 電梯…出唔返
            電梯…陷 | 電梯…掉了…層 | 電梯…跌咗…層 | 電梯突然…停住 | 電梯…衝頂 | 電梯…黑晒…人
            電梯…停…樓…中間 | 電梯…停…樓…之間
            電梯…拍門 | 電梯…入面嗌 | 電梯…大叫
        """,
        "zh-Hans": """
            电梯困人 | 关在…电梯 | 电梯里出不来 | 电梯…出不来 | 卡在…电梯 | 关了…人…电梯 | 电梯…关了…个人
            锁在…电梯 | 电梯…关住 | 电梯卡住了 | 电梯…里面有人 | 电梯…里面有…个人 | 电梯…我…里面 | 电梯…夹住
            电梯突然下坠 | 电梯坠 | 在电梯里…动不了 | 电梯…停…有人 | 电梯里…出不 | 电梯…按铃没 | 被困电梯
        """,
        "en": """
            stuck in…lift | trapped in…lift | stuck inside…lift | trapped inside…lift | stuck…in lift
            trapped…in lift | stuck in…elevator | trapped in…elevator | locked in…lift | caught in…lift
            lift…stuck inside | lift…trapped | lift…stuck with | people trapped | people stuck inside
            somebody is trapped | someone is trapped | someone trapped | somebody trapped | i am trapped
            i'm trapped | we are trapped | we're trapped | he is trapped | she is trapped | kids trapped
            children trapped | can't get out of…lift | cannot get out of…lift | stopped between floors
            stuck between floors | lift…people inside | lift…somebody inside | lift…someone inside | lift…i'm inside
            lift…i am inside | lift…we are inside | lift…is inside | lift…are inside | lift…kids inside
            lift…child inside | people in…lift…stuck | lift is falling | lift dropped suddenly | stuck halfway
            in…lift…not move | in…lift…won't move | in…lift…not moving | in…lift…stopped | inside…lift…stopped
            lift…kids in it | lift…people in it | lift…us in it | lift…with us inside | lift…me inside
            we are stuck in | trapped…elevator | stuck…with people | people are stuck in | not let us out
            can't get out…lift | let us out of…lift | rescue…lift | passengers trapped | resident trapped
            residents trapped | trapped passenger
            lift…can't get out | lift…cannot get out | lift…let me out | help…trapped | help…stuck in the lift
            hand stuck in | hand is stuck | hand stuck | finger stuck | arm stuck | leg stuck | foot stuck
            lift…stopped…we are
        """,
    },
    "electric": {
        "zh-Hant": """
            觸電 | 電親 | 俾電電到 | 漏電…電到 | 漏電 | 電擊 | 電到…麻 | 插座…火花 | 插座…冒煙 | 插座…着火
            插座…出煙 | 電箱…火花 | 電箱…冒煙 | 電箱…出煙 | 電箱…爆 | 電線…火花 | 電線…跌落 | 電線走火 | 短路…火花
            冒火花 | 插蘇…火花 | 插蘇…煙 | 開關…煙 | 電掣…煙 | 電掣…火花 | 俾電擊 | 電暈 | 電線…裸露 | 電纜…跌
            電到人 | 電到我 | 電到佢 | 水…浸到電掣 | 水…浸到電箱
        """,
        "zh-Hans": """
            被电到 | 被电了 | 触电了 | 插座冒烟 | 配电箱冒烟 | 配电箱…火花 | 电线冒火花 | 插座…冒火花 | 电线…掉下来
            电死人
        """,
        "en": """
            electric shock | electrical shock | electrocuted | got a shock from | got shocked | socket…sparking
            sparks from | sparks coming | sparks flying | sparking socket | is sparking | live wire | live wires
            exposed live | smoke from…socket | fuse box…smoking | fuse box…smoke | socket…smoking | burning wires
            power line down | fallen power line | sparks | wires…sparking | shocked by…socket | short circuit…smoke
            electricity…shock | electrocution | touching the wire
            shock from the shower | shock from the tap | shock from the switch | shock from the socket
            shock from the heater | shock from touching
            box sparking | wire sparking | wires sparking | cable sparking | panel sparking | switch sparking
            plug sparking | outlet sparking | light sparking | lamp sparking
        """,
    },
    "water": {
        "zh-Hant": """
            爆水管 | 爆水喉 | 爆喉 | 爆咗喉 | 爆咗水喉 | 爆咗水管 | 爆管 | 水管爆 | 水管破裂 | 水喉爆 | 水喉斷
            水管斷 | 喉管爆 | 喉爆咗 | 消防喉爆 | 水浸緊 | 水浸入 | 水浸咗 | 水浸到 | 屋企水浸 | 大堂水浸 | 走廊水浸
            機房水浸 | 車場水浸 | 水浸呀 | 浸緊水 | 浸晒 | 水湧入 | 水湧出 | 湧水 | 狂噴水 | 水狂噴 | 水不停噴
            水淹入 | 淹水了 | 淹大水 | 淹到 | 成間屋都係水 | 成屋都係水 | 水噴出嚟 | 噴緊水 | 好似瀑布 | 大量水…湧
            被淹 | 水浸晒 | 浸死 | 水沿住天花流晒 | 水…淹入 | 水柱 | 水勢好大 | 大量湧水 | 水浸…電箱 | 水浸…電梯
            水流入電箱 | 水流入電掣 | 水止唔住 | 關唔到水掣 | 水狂流 | 狂流水
            浸到腳 | 浸到膝
            成屋水 | 成廳水 | 止唔到水 | 成屋…水…止唔到
        """,
        "zh-Hans": """
            水管爆了 | 水管爆裂 | 家里被淹 | 被水淹 | 水往外喷 | 往外冒水 | 水漫金山 | 地下室进水 | 车库进水
            车库…进水 | 水淹了 | 家被淹了 | 都被淹了 | 水漫 | 像瀑布一样 | 全是水…关不掉 | 水阀…断 | 自来水管…喷
            喷得到处 | 水喷得 | 水一直喷 | 车泡水 | 家里都是水 | 全被水 | 发大水 | 水快漫
        """,
        "en": """
            burst pipe | pipe burst | pipe has burst | pipe bursts | burst water pipe | bursted pipe
            burst water main | pipe…burst | is flooding | is flooded | are flooded | been flooded
            flooded with water | being flooded | flooding into | flooding my | flooding our | flooding the
            flood in my | flood in our | flood in the lobby | flood in the corridor | there is a flood
            water pouring | water is pouring | water gushing | water is gushing | gushing water | water gushing out
            gushing out | water rushing | water is rushing | water spraying | water shooting | water everywhere
            knee deep | cars are under water | floor is under water | flat is under water | water is coming in fast
            pouring through the ceiling | like a fountain | like a waterfall | water coming out…pipe | pipe exploded
            pipe broke | pipe has broken | water shooting out | water flooding | flood water | flooded out
            pipe bursted | pipe busted | pipe bust | carpark flooded | car park flooded | lobby flooded
            corridor flooded | basement flooded | flat flooded | house flooded | lift flooded | plant room flooded
            all flooded | completely flooded
            flat is full of water | house is full of water | room is full of water | kitchen is full of water
        """,
    },
    "person": {
        "zh-Hant": """
            暈咗 | 暈倒 | 暈低 | 暈到企唔穩 | 昏迷 | 昏倒 | 冇呼吸 | 冇晒呼吸 | 停止呼吸 | 冇心跳 | 冇反應…唔郁
            冇晒反應 | 叫極…冇反應 | 老人家…冇反應 | 媽…冇反應 | 爸…冇反應 | 佢…冇反應 | 婆婆…冇反應 | 伯…冇反應
            叫唔醒 | 唔識郁 | 不省人事 | 失去知覺 | 心臟病發 | 懷疑中風 | 中風了 | 中咗風 | 突然中風 | 休克
            抽筋…口吐白沫 | 口吐白沫 | 癲癇…發作 | 流好多血 | 大量出血 | 流血不止 | 血流不止 | 大量流血 | 頭…流血
            救命 | 跌倒…起唔到身 | 跌親…起唔到身 | 跌倒…唔郁 | 跌落樓梯 | 墮樓 | 有人墜樓 | 有人跳樓 | 想跳樓
            要跳樓 | 跳緊樓 | 企喺天台邊 | 坐喺天台邊 | 企喺窗台 | 爬出窗 | 自殺 | 有人燒炭 | 想燒炭 | 燒炭自殺
            割脈 | 割腕 | 吊頸 | 唔想做人 | 唔想生存 | 服毒 | 食咗安眠藥 | 吞咗…藥 | 遇溺 | 浸親 | 哽親 | 鯁親
            哽住…氣 | 窒息 | 食物中毒 | 叫救護車 | 叫白車 | 要救護車 | 要白車 | 透唔到氣 | 抖唔到氣 | 唞唔到氣
            呼吸困難 | 心口…痛 | 胸口…痛 | 羊水穿 | 羊水破 | 就嚟生BB | 快要生了 | 孕婦…生 | 小朋友…反鎖 | 細路…反鎖
            BB…反鎖 | 孩子…反鎖 | 小孩…反鎖 | 嬰兒…反鎖 | 個仔…反鎖 | 個女…反鎖 | 小朋友…鎖咗喺 | BB…鎖咗喺
            細路…鎖咗喺 | 小孩…鎖在 | 老人…反鎖 | 老人…鎖咗喺 | 有人俾車撞 | 燙傷 | 燒傷 | 夾住手 | 夾到手 | 手指…夾
            冇知覺 | 冇意識 | 頭破血流 | 跌咗落樓梯 | 跌落嚟…唔郁 | 劇痛 | 面都青 | 面青口唇白 | 鎖咗喺房
            鎖咗喺廁所 | 鎖咗喺車 | 鎖咗喺屋 | 反鎖喺 | 反鎖咗喺 | 跳咗落樓 | 跳落樓 | 跳樓 | 跳落嚟 | 跌落泳池
            跌咗落水 | 跌落水 | 掉進泳池 | 爺爺…冇氣 | 婆婆…冇氣 | 爸…冇氣 | 媽…冇氣 | 企喺窗邊…跳 | 斷氣 | 暈咗過去
            唔記得點呼吸 | 打唔開眼 | 大出血 | 割到手…血 | 斷咗手 | 斷咗腳 | 嚴重受傷 | 重傷 | 中暑暈 | 過敏…腫
            吞咗…電池 | 飲咗漂白水 | 誤服 | 流緊血 | 一直流血 | 不停流血 | 成頭血 | 成身血 | 好多血 | 滿地血
            滿身血 | 想跳落去 | 跳落去 | 輕生 | 企圖自殺 | 尋短見 | 天台邊 | 哽咗 | 鯁咗 | 塊面紫 | 面色發紫 | 發紫
            哮喘發作 | 有人受傷 | 有人死咗 | 屍體 | 小朋友唔見咗 | 個仔唔見咗 | 個女唔見咗 | 老人走失 | 老人家走失
            婆婆走失 | 中毒
            媽中風 | 爸中風 | 老公中風 | 老婆中風 | 婆婆中風 | 爺爺中風 | 嫲嫲中風 | 伯中風 | 好似中風 | 可能中風
            我想死 | "燒炭" | 喺屋企燒炭 | 喺房燒炭 | 喺屋燒炭 | 佢燒炭 | 公燒炭
            老婆燒炭 | 孕婦見紅 | 懷孕…見紅 | 老人…冇應門 | 老人家…冇應門 | 企上天台 | 爬上天台 | 企咗上天台
            手夾住 | 手夾喺 | 手俾…夾 | 夾傷 | 撞車…流血 | 撞車…傷 | 咬到流血 | 咬…流血 | 割到流血
            跌…流血 | 撞…流血 | 腳流血 | 手流血 | 老婆作動 | 太太作動 | 孕婦作動 | 作動呀 | 穿羊水 | 呼吸唔到
            喘唔到氣 | 唔夠氣…胸 | 胸口…翳 | 心口…翳
            食咗好多藥 | 食咗成樽藥 | 想瞓唔醒 | 藥…瞓唔醒 | 嬰兒…冇反應 | BB…冇反應 | 小朋友…冇反應 | 細路…冇反應
            老公…冇反應 | 老婆…冇反應
            瞓咗喺地下…唔郁 | 人瞓咗喺地 | 伯瞓咗喺地 | 婆瞓咗喺地 | 躺在地上 | 倒地不起 | 人倒在地 | 人倒喺地
            食咗老鼠藥 | 飲咗清潔劑 | 飲咗通渠水 | 飲咗洗潔精 | 誤食…藥 | 師傅跌落
            工人跌落 | 工人…跌下 | 工人…墮 | 棚架跌 | 由梯跌 | 從梯子…跌
        """,
        "zh-Hans": """
            晕过去 | 晕倒了 | 没有呼吸 | 没呼吸 | 没有心跳 | 叫他没反应 | 叫她没反应 | 老人…没反应 | 叫不醒
            心脏病发作 | 突发心脏病 | 心梗 | 脑溢血 | 流了很多血 | 流很多血 | 摔倒…起不来 | 摔倒…不动 | 摔下来
            从楼上摔 | 从楼梯…滚 | 坠楼 | 不想活 | 想自杀 | 喝农药 | 溺水 | 昏过去 | 喘不过气 | 喘不上气
            呼吸不过来 | 胸闷…喘 | 卡住喉咙 | 噎住 | 噎着 | 快生了 | 要生了 | 孩子…锁在 | 宝宝…锁在 | 孩子…困在
            小孩…困在 | 抽搐 | 羊癫疯 | 打120 | 跳下来 | 跳下去 | 掉进水 | 掉水里 | 掉下楼 | 锁在房间 | 锁在屋里
            锁在车里 | 锁在厕所 | 锁在家里 | 反锁在 | 失去意识 | 没意识 | 昏迷不醒 | 休克了 | 骨折 | 孩子不见了
            孩子走丢 | 有人死了 | 要轻生 | 都是血 | 满脸是血 | 脸色发青 | 哮喘犯了
            孕妇…见红 | 我不想活了 | 敲门没人应…老人 | 老人…没人应门
            躺在地上…不动 | 工人…掉下 | 工人…摔
        """,
        "en": """
            unconscious | not breathing | stopped breathing | isn't breathing | can't breathe | cannot breathe
            can't breath | cannot breath | trouble breathing | difficulty breathing | struggling to breathe
            heart attack | cardiac arrest | no pulse | collapsed | fainted | has fainted | passed out | blacked out
            having a stroke | had a stroke | stroke symptoms | seizure | having a fit | bleeding badly
            bleeding heavily | heavy bleeding | is bleeding | bleeding a lot | lots of blood | losing blood
            blood everywhere | choking | drowning | drowned | chest pain | chest pains | unresponsive
            he is not responding | she is not responding | not moving…floor | fell…can't get up | fell…cannot get up
            fallen…can't get up | fell down the stairs | fell off the roof | somebody fell from | someone fell from
            child fell from | man fell from | woman fell from | fell from the balcony | jumped from | jumped off
            going to jump | about to jump | threatening to jump | wants to jump | standing on the ledge | suicide
            suicidal | kill myself | kill herself | kill himself | end my life | want to die | hanged
            hanging himself | call an ambulance | need an ambulance | send an ambulance | ambulance now
            ambulance please | overdose | overdosed | swallowed pills | poisoned | in labour | in labor
            water broke | waters broke | baby is coming now | baby…locked in | baby…locked inside | child…locked in
            child…locked inside | son…locked in | son…locked inside | daughter…locked in | daughter…locked inside
            kid…locked in | kids…locked in | toddler…locked in | toddler…locked inside | child…trapped
            baby…trapped | hit by a car | badly burned | badly burnt | badly hurt | seriously injured | hand…trapped
            arm…trapped | finger…trapped | fell into the pool | fell in the pool | fell into…pool | fell into…water
            locked herself in | locked himself in | locked themselves in | isn't moving | heart atack | no heartbeat
            unable to breathe | can't feel…face | face drooping | allergic reaction | broken leg | broken arm
            head injury | hit…head…blood | hit his head | hit her head | seriously hurt | badly injured | is dying
            dying on | has died | dead body | on the ledge | over the railing | heat stroke | swallowed…battery
            drank bleach | he's not responding | she's not responding | turning blue | turned blue | gone blue
            is blue in the face | child is missing | missing child | son is missing | daughter is missing
            someone died | somebody died | found dead | asthma attack | someone is hurt | somebody is hurt
            someone is injured | people injured | covered in blood
            heartattack | bleeding alot | bite…bleeding | father collapse | mother collapse | he collapse
            she collapse | someone collapse | somebody collapse | giving birth | gone into labour | gone into labor
            convulsions | convulsing | face down in…pool | face down in the water | grandma…missing
            grandmother…missing | grandpa…missing | grandfather…missing | elderly…missing | mother is missing
            father is missing | on the rooftop edge | edge of the roof | call 999 now | please call 999
            call an ambulence
            person lying | man lying | woman lying | someone lying | somebody lying | lying on…not moving | ate…pills
            ate pills | drank…detergent | drank detergent | fell…can't move | fell from the ladder | fell from ladder
            fell off the ladder | fell from scaffolding | fell from the scaffolding | worker fell | yelling for help
            calling for help | crying for help
        """,
    },
    "crime": {
        "zh-Hant": """
            爆竊 | 爆格 | 有賊 | 賊入屋 | 賊人 | 入屋偷 | 偷緊嘢 | 有人打劫 | 入屋打劫 | 俾人打劫 | 被打劫
            俾人搶嘢 | 俾人搶咗 | 有人搶嘢 | 搶嘢 | 有人搶我 | 搶劫 | 打緊交 | 有人打交 | 打交…流血 | 打鬥 | 持刀
            揸住把刀 | 攞住把刀 | 攞刀 | 揸刀 | 持械 | 有槍 | 撬門 | 撬緊 | 撬…門 | 撬鎖 | 想入我屋企 | 闖入 | 硬闖
            陌生人…入屋 | 爬窗入 | 爬入…屋 | 非禮 | 強姦 | 性侵 | 偷拍我 | 家暴 | 打緊我 | 佢打我 | 有人打我
            被打傷 | 跟蹤我 | 有人跟蹤 | 尾隨我 | 俾人尾隨 | 襲擊 | 斬人 | 劈人 | 綁架 | 挾持 | 威脅…殺 | 爬緊入
            爬入我 | 爬入屋 | 打人 | 揸棍 | 攞棍 | 拿棍 | 賊仲喺 | 賊喺 | 小偷喺 | 俾人打 | 打到流血 | 打…流血
            喊救命 | 嗌救命 | 打得很兇 | 打得好犀利 | 行劫 | 縱火 | 打緊人 | 有人打緊 | 劈友 | 有人跟住我
            屋企俾人偷 | 家裡被偷 | 門鎖…撬 | 鎖…撬爛 | 翻…陽台 | 翻窗 | 翻牆 | 入咗我屋 | 打爛…玻璃…入 | 恐嚇我
            割喉 | 捅人 | 斬傷 | 拳打腳踢
            拎住刀 | 拎住把刀 | 拎把刀 | 可疑…跟住 | 俾人摸 | 被人摸
            撞我道門 | 陌生人入咗 | 追斬
        """,
        "zh-Hans": """
            入室盗窃 | 有小偷 | 进小偷 | 小偷进 | 进贼 | 遭贼 | 遭窃 | 被抢劫 | 被抢了钱 | 抢东西 | 正在撬…门
            有人在撬 | 拿着刀 | 拿刀 | 有人打架 | 打起来了 | 打架…流血 | 家庭暴力 | 打老婆 | 被尾随 | 被人尾随
            被人跟踪 | 闯进 | 强行进入 | 砍人 | 行凶 | 被人打 | 骚扰我 | 猥亵 | 拿棍子 | 爬进 | 门被人撬 | 门被撬
            撬开 | 贼还在 | 抢了我 | 威胁要杀 | 放火 | 家里被盗 | 被盗了 | 翻墙进 | 捅了 | 砸门 | 踹门
        """,
        "en": """
            break-in | had a break in | broken into | broke into | breaking in | breaking into | break into my
            break into the | trying to break in | burglar | burglars | burglary | burgled | intruder | thief
            thieves | robbery | robbed | being robbed | mugged | has a knife | have a knife | with a knife
            with knives | has a gun | with a gun | gunshot | armed man | stabbed | stabbing | being attacked
            attacked me | attacking me | somebody is attacking | someone is attacking | being assaulted | assaulted
            being beaten | beating his wife | beating her | beating him | hitting me | domestic violence
            people fighting | fighting in | men fighting | big fight | a fight in | following me home
            following me in | is following me | stalking me | trying to open my door | trying to get into my
            forcing…door | forced…door open | kidnapped | been raped | molested | groped | hostage
            threatening to kill | are fighting | is fighting | force my door | force…door open | force the door
            kicking…door | breaking my door | knives | screaming for help | shouting for help | arson | beating…up
            being robbed at | held up at | forced open | someone broke in | somebody broke in | they broke in
            trying to get in | broke down the door | smashed my door | smashing the window | smashed the window
            intruders | prowler | punching | kicking him | kicking her | machete
            man with knife | guy with knife | someone with knife | somebody with knife | holding a knife
            holding knife | i'm being followed | i am being followed | someone following me | somebody following me
            man following me | climbing into my | climbed into my | climbing through my
            call the police now | call police now
            woman screaming | someone screaming | somebody screaming | stranger in my | stranger inside my
            stranger came into | pulled out a knife | pulled a knife | climbing the scaffolding
            climbing up the scaffolding | climbing up the building | climbing over my
        """,
    },
    "structure": {
        "zh-Hant": """
            石屎跌 | 石屎…跌落 | 石屎剝落…跌 | 高空墮物 | 高空擲物…中 | 玻璃…跌落 | 玻璃…跌咗落 | 玻璃碎…跌
            窗…飛咗出去 | 窗…跌咗落 | 窗…跌落街 | 外牆…跌落 | 外牆…跌咗 | 牆磚跌 | 瓦片跌 | 天花冧 | 天花…塌
            天花…跌咗落 | 棚架…冧 | 棚…冧 | 棚…塌 | 牆冧 | 牆…冧 | 樹冧 | 大樹…冧 | 樹…塌 | 大樹…倒 | 冧樓
            冧咗落嚟 | 牆…倒塌 | 棚…倒塌 | 樓…倒塌 | 招牌…跌 | 招牌…搖搖欲墜 | 搖搖欲墜 | 樓板…裂開 | 地面…下陷
            冧樹 | 壓住架車 | 壓住人 | 掟中人 | 打中人 | 打親人 | 掟親人 | 跌中人 | 差啲打中 | 差啲掟中 | 花盆…跌
            花盆…落 | 從高處掉 | 由高處跌 | 高處…跌落 | 鬆脫…跌落 | 就嚟跌落 | 快要跌落 | 就嚟冧 | 天花…冧 | 批盪…冧
            批盪…跌 | 玻璃…掉下 | 玻璃…掉到 | 窗…掉到 | 玻璃爆…跌 | 紙皮石跌 | 差啲打親 | 差點打中 | 差点砸
            窗…跌落樓 | 窗戶…跌落 | 棚架塌 | 石屎…打中
            天花…就嚟跌 | 外牆…就嚟跌 | 牆…就嚟跌 | 窗…就嚟跌 | 外牆鬆 | 外牆…鬆脫 | 幕牆…鬆脫 | 玻璃…鬆脫 | 地陷
            路陷
        """,
        "zh-Hans": """
            高空坠物 | 高空抛物…砸 | 墙皮…掉下来砸 | 瓷砖…掉下来 | 外墙…掉下来 | 外墙…脱落 | 墙砖…掉 | 玻璃…掉下来
            掉下来…玻璃 | 掉下来…砖 | 玻璃…掉下楼 | 玻璃炸了 | 窗户…掉下 | 天花板塌 | 天花板掉 | 吊顶…塌
            吊顶…掉下来 | 脚手架…塌 | 墙…倒了 | 墙塌 | 房子…塌 | 树倒了 | 砸到人 | 砸到车 | 砸中 | 砸到 | 砸伤
            快掉下来 | 要掉下来 | 掉下去了 | 从楼上掉 | 楼上掉下
        """,
        "en": """
            falling concrete | concrete fell | concrete falling | concrete…falling | concrete has fallen
            falling glass | glass fell | glass falling | glass…falling | window fell | window has fallen
            window…falling | window is about to fall | fell from height | ceiling collapsed | ceiling has collapsed
            ceiling…collapsed | ceiling fell | ceiling has come down | ceiling came down | ceiling is falling
            scaffolding collapsed | scaffolding…collapsed | wall collapsed | wall has collapsed | roof collapsed
            balcony collapsed | balcony…falling | tiles falling from | tiles…falling off | tiles fell
            tiles are falling | falling tiles | falling debris | debris falling | falling off the wall
            falling objects | tree fell | tree has fallen | fallen tree | tree…collapsed | sign…about to fall
            building is shaking | floor collapsed | sinkhole | about to fall | going to fall down | tree…fallen
            tree has come down | tree came down | fallen on a car | fell on a car | fell on a person
            came off the facade | facade…falling | plaster…falling | brick fell | bricks falling | is collapsing
            about to collapse | ceiling…fell | window…fell | glass…fell | concrete…fell | tiles…fell | panel…fell
            panel…hanging | cladding…loose | cladding…fall | sign…fell | branch fell
            window fell off | wall is collapsing | scaffolding is collapsing
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
