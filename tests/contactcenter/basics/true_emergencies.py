"""Texts that tell of an emergency as people write them, each under its kind.

Cantonese in Traditional characters, Mandarin in Simplified and Traditional ones, English; with slips of the thumb.
"""

TRUE_TEXTS = {
    "lift": """
        電梯困住人 2座15樓附近 有老人
        部𨋢停咗我哋三個人出唔到嚟
        困𨋢!! 3座A𨋢 快啲派人
        我阿媽困左係lift入面,佢好驚
        lift 壞咗 有人困住 係5座
        升降機停咗喺10樓同11樓之間，入面有人拍門
        電梯門打唔開，我同BB喺入面
        部車立唔郁，我哋困咗喺度二十分鐘
        有小朋友俾部lift困住咗
        lfit困咗人呀 1座
        電梯因住人 6座
        电梯困人了，3号楼，里面有孕妇
        我被关在电梯里了 快来人
        电梯卡在8楼不动，里面有4个人
        电悌困人 4栋
        被困电梯，按铃没人理
        电梯里出不来，门打不开
        電梯卡住了 我們在裡面出不去
        救命 我在電梯裡被困住了
        Help we are stuck in the lift, tower 2
        Trapped in elevator B, 3 people, one pregnant
        the lift stopped between floors and my son is inside
        stuck in lfit tower 5 please hurry
        People are traped inside the lift
        lift door wont open, im inside with my baby
        we can't get out of the lift
        Someone is stuck in the service lift at 4/F
        Elevator has stopped with people inside
        你好，我同個仔而家喺B座嘅𨋢入面，部𨋢無端端停咗，好焗
        A座電梯突然停頓，有住客受困
        我哋被困喺升降機內，請儘快處理
        elevator不動了，我們五個人在裡面
        有人卡在电梯里了，按紧急按钮没反应
        Lift B tower 4 stuck halfway, two kids in it
        Im trapd in the elavator pls help
        My grandma is in the lift and it will not move
        6座𨋢卡住咗，入面有兩個細路喊緊
        我媽咪仲喺𨋢入面，停咗電
        升降機困人，15樓，請即派員
        lift陷咗喺3樓同4樓中間，我出唔返嚟
        有冇人呀，我一個人困喺𨋢成半個鐘
        2號樓電梯突然掉了兩層然後停住，我在裡面
        电梯停电了，我跟我妈困在里面
        老人一個人在電梯裡出不來，電話打不通
        Hi, elevator 2 is stuck and I'm inside, getting hot
        pls send help, stuk in lift T3
        doors wont open and we r stuck in the elevator
        部𨋢停咗喺9樓同10樓中間, 有個細路喺入面
        lift stop at 9/F and we cant get out
        lift door closed on my hand, hand stuck
        有人喺電梯入面拍門
    """,
    "fire": """
        4座12樓着火呀
        廚房起火，好大煙
        隔籬屋火燭！！快啲嚟
        後樓梯有濃煙
        樓下有嘢燒緊，成棟樓都係煙
        火警鐘響緊，聞到燒焦味
        垃圾房冒煙有火光
        电动车充电着火了
        3号楼楼道起火，全是烟
        隔壁冒黑烟，好像着火了
        厨房着伙了
        停車場有車起火
        車庫失火了 煙好大
        There is a fire in the car park
        Kitchen on fire tower 3 flat 12B!!!
        I can see flames from the rubbish room
        thick smok coming from the flat next door
        The corridor is full of smoke
        fire alarm going off and I smell burning
        an electric bike is burning in the lobby
        somthing is on fiire at 5/F
        厨房烧起来了！！
        我屋企個微波爐着咗火
        走廊好大煙, 睇唔到路
        垃圾槽有火同埋煙
        邻居家窗户冒火，快报警
        楼道电表箱起火
        Smoke is coming out from flat 8C and the alarm is ringing
        my stove is on fier
        The rubbish bin outside is burnning
        there's smoke in my living room i don't know from where
        隔離單位火警！！
        火！12樓走廊有火！
        廁所抽氣扇着火
        電池爆炸起火
        7樓有單位冒出濃煙，住客拍門求救
        我家厨房油锅着火灭不了
        楼下电动车在烧
        天台有火
        FIRE on 9th floor!!!
        Flat 6A is burning, I can see the fire from my window
        smoke and flames from the bin room
        heavy smoke in staircase, cant see
        插头冒烟有火花
        Fire! Fire!
        火！火！
        HELP fire
        好大陣燶味
        電池冒煙
        lithium battery smoking
        rubbish bin burning
    """,
    "gas": """
        這兩天走廊似乎有一點煤氣味,不急,方便時回覆即可,謝謝。
        聞到好大陣煤氣味，18樓
        煤氣好似漏緊，好臭
        屋企漏煤氣 點算
        走廊聞到瓦斯味
        瓦斯外洩 請快派人
        煤汽味好濃 頭暈
        石油氣罐漏氣
        廚房一陣gas味
        楼道里有燃气味，很浓
        天然气漏了，怎么办
        厨房煤气泄露
        闻到一股煤气味,不知道是不是我家的
        昨晚開始聞到煤氣味 而家仲有
        I can smell gas in the hallway
        strong gas smell on 7/F
        Gas leak in the kitchen, what should I do
        there is a smell of gass in the lobby
        it smells like gas in our stairwell since yesterday
        The gas pipe is leaking
        Not sure if it is gas but it smells of gas and rotten eggs
        聞到煤氣 好勁 全家頭痛
        樓下話成條樓梯都係煤氣味
        厨房有煤气味，我已经关了阀门
        瓦斯味很重 不敢開燈
        gas smel very strong near the meter room
        I think our gas hose is leaking, smells awful
        好大浸煤氣味呀
        走廊有石油氣味,好刺鼻
        我屋企煤氣爐熄咗但係仲聞到煤氣
        整层都是天然气的味道
        煤气报警器一直响，有味道
        Something smells like gas near the lift lobby
        gas leaking i can hear hissing
        gas-leak in 5B
        gaz leak in kitchen
        煤氣,味好大
        CO alarm is beeping
        天然气报警器响了
        fumes in carpark feel dizzy
    """,
    "water": """
        廚房爆水喉，成地水
        爆水管呀 水不停噴出嚟
        屋企水浸 水浸到腳踝
        水管爆左，關唔到掣
        天花板狂湧水落嚟
        停車場水浸緊 車都浸咗
        水湧入升降機大堂
        家里水管爆了，水往外喷
        楼上爆管，我家被淹了
        地下车库进水很深
        水管暴裂 整个厨房都是水
        Burst pipe in the bathroom, water everywhere
        our flat is being flooded from above
        Water is gushing out of the wall
        pipe brust, water pouring into the corridor
        The lobby is flooding!
        The basement is flooded and cars are under water
        樓上爆喉，水沿住天花流晒落嚟
        水喉爆裂，成個廁所浸晒
        地下停车场被淹，车泡水了
        自来水管破了，水喷得到处都是
        water coming out like a fountain from the broken pipe
        a pipe exploded and the hallway is flooded
        爆水管，升降機槽入水
        消防喉爆咗水浸晒成條走廊
        水錶房爆喉
        厕所水管爆裂水止不住
        家里发大水了，水漫到客厅
        Main pipe burst at podium, water flooding into lobby
        my kitchen is flooding and I can't turn it off
        pipe bursted
        B2 carpark flooded
        水浸到腳眼
        成屋水 止唔到
    """,
    "electric": """
        我俾電親，插座漏電
        有人觸電 快叫救護車
        插座有火花冒煙
        電箱着火花 啪啪聲
        热水器漏电，我被电到了
        配电箱冒烟
        电线冒火花，一闪一闪
        摸到水龍頭被電到
        I got an electric shock from the water heater
        Sparks from the socket in the kitchen
        the fuse box is smoking
        live wire hanging in the corridor
        my wife was electrocuted by the washing machine
        洗衣機漏電，我阿媽俾電擊倒
        插蘇冒火花
        开关冒烟，有焦味
        touched the lamp and got electrocuted
        電熱水爐漏電，我掂到水都麻
        有小朋友掂到電線觸電
        Exposed live wires sparking next to the pool
        有人触电倒地不起
        電到人
        水已經浸到電掣
        shock from the shower
        meter box sparking
    """,
    "person": """
        大堂有人暈低咗
        我爸爸突然冇晒反應，叫唔醒
        老人家跌倒起唔到身
        婆婆喺浴室跌親 流好多血
        有人想跳樓 企咗喺天台邊
        BB反鎖咗喺房入面
        我透唔到氣 心口好痛
        阿伯心臟病發
        有人墮樓呀
        先生突然抽筋口吐白沫
        小朋友浸親 會所泳池
        门口有人晕倒了
        老人摔倒了起不来，头在流血
        孩子被反锁在房间里哭
        我爸没有呼吸了
        有人要跳楼，在6栋天台
        我不想活了
        孕婦快要生了 羊水穿了
        My father has collapsed and is not breathing
        Someone fainted in the lobby
        She is unconsious please send help
        an old lady fell and cannot get up
        there is a man on the roof, he is going to jump
        My baby is locked inside the bathroom
        he is choking on food
        My husband has chest pain and cant breath
        Child drowning in the pool
        somebody fell from height at tower 4
        I need an ambulance now
        阿婆昏倒咗喺5座大堂，冇知覺
        我丈夫胸口劇痛，面都青埋
        有個阿叔跌咗落樓梯，頭破血流
        保安大佬有人休克呀
        我個女自己鎖咗喺房，得兩歲，開唔到門
        爷爷没气了
        有人从楼上跳下来了
        小孩掉进泳池了
        老婆要生了，快叫救护车
        a child fell into the pool and isn't moving
        my dad is having a heart atack
        elderly man unconcious at the bus stop
        toddler locked herself in the bathroom
        there's a lady threatening to jump from the roof
        阿爺跌咗，成頭血
        有個女仔喺天台邊坐住，好似想跳落去
        我阿媽暈咗叫唔醒呀
        BB哽咗嘢塊面紫晒
        會所泳池有人遇溺
        老公心口好痛，冒冷汗
        孩子发高烧抽搐
        有人在楼顶要轻生
        爷爷摔倒了，一直流血
        he's not responding and turning blue
        man down in the gym, no pulse
        my wife is in labour and the baby is coming now
        my toddler is locked in the bedroom alone
        Someone jumped from block 5
        燒炭
        阿媽中風
        怀孕见红
        heart-attack my dad
        heartattack
        my father collapse
        dog bite bleeding
        call 999 now
        小朋友手夾咗喺電梯門
        老婆作動穿咗羊水
        我覺得呼吸唔到
        食咗好多藥 想瞓唔醒
        嬰兒冇反應
        someone floating face down in the pool
        dementia grandma missing since morning
        有個阿伯瞓咗喺地下唔郁
        toddler drank detergent
        fell from ladder can't move
        工人從棚架跌下
    """,
    "crime": """
        有人撬緊我道門
        屋企俾人爆竊
        有賊喺隔籬屋
        大堂有人打交
        有個男人揸住把刀喺樓梯
        後樓梯有人跟蹤我
        有人非禮我 喺𨋢大堂
        樓下有人搶嘢
        家里进小偷了
        有人在撬我家的门
        楼下有人打架，拿着刀
        我被人尾随了，在3号楼
        隔壁家暴 女人一直尖叫
        有陌生人想闖入我屋企
        Someone is breaking into the flat next door
        There's an intruder in my home
        we had a break-in last night
        A man with a knife in the lobby
        I'm being attacked in the car park
        A stranger is trying to open my door right now
        fighting in the lobby, one is bleeding
        My neigbour is being beaten, domestic violence
        有人爬緊入我屋企
        屋企門被人撬開，唔知賊人仲喺唔喺度
        有個持刀男人喺大堂
        楼上两口子打得很凶，有人喊救命
        有人拿棍子打人
        somebody is trying to force my door open
        two men are fighting with knifes in the lobby
        burgler in the house!
        隔籬打緊人，個女人喊到拆天
        有兩個男人喺大堂劈友
        我返到屋企見到門被撬
        有人跟住我返到樓下，我好驚
        家里被偷了，门锁被撬坏
        楼下有人持刀砍人
        有人半夜翻我家阳台
        Two men forced open the door of 12C
        someone is following me from the gate
        help!! he has a gun
        有人拎住刀
        man with knife at lobby
        I'm being followed
        個女俾人摸
        stranger in my house
        有人撞我道門想入嚟
        someone climbing the scaffolding into flat
    """,
    "structure": """
        外牆有石屎跌落嚟
        有塊玻璃跌咗落街
        天花冧咗落嚟 壓住張床
        棚架冧咗
        高空墮物 差啲掟中人
        隻窗飛咗出去
        外墙瓷砖掉下来砸到车
        天花板塌了
        楼上掉下来一块玻璃
        大樹冧咗壓住人
        concrete fell onto the footpath
        The ceiling has collapsed in our living room
        a window fell from the 20th floor
        scaffolding collapsed outside tower 1
        Tiles are falling off the outer wall onto the street
        石屎剝落跌咗落行人路，差啲打中人
        棚架塌咗
        有盆花從高處掉下來砸到人
        窗戶玻璃整塊掉下去了
        A big tree has fallen on a car
        glass pannel about to fall off the facade
        冧樹 壓住架車
        外牆紙皮石跌落嚟差啲打中個老人家
        天花批盪冧落嚟
        石屎塊跌咗落平台
        广告牌要掉下来了
        空调外机掉下去了
        阳台玻璃爆了掉到楼下
        part of the ceiling just fell on my bed
        cladding panel hanging loose and about to fall
        窗戶整隻跌落樓
        天花裂開就嚟跌
        玻璃幕牆鬆脫
    """,
}
