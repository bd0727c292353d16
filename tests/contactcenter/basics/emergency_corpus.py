"""Texts as people write them, each with the kind of emergency it tells of; "" where it tells of none.

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
    """,
}

FALSE_TEXTS = """
    想問聽日消防演習,火警鐘會唔會響?
    上星期電梯困住人嗰件事處理成點？
    而家冇煤氣味喇，唔該晒
    如果電梯困人應該打咩電話？
    火災保險點樣索償
    煤氣費點交
    電梯幾時維修好
    大堂盞燈壞咗
    聽日停水通知收到
    請問滅火筒喺邊度換
    火警系統幾時年檢
    屋企水喉有少少滴水
    廁所漏水 想約師傅
    收費貴過打劫
    搬屋借升降機點申請
    大堂好多煙頭
    有人喺樓梯食煙 好大陣味
    停車場打風會唔會水浸
    火鍋店嘅油煙好大
    困擾咗好耐，樓上好嘈
    部lift好慢，令人好困擾
    上年爆水管賠償批咗未
    多謝你哋上次電梯困人時嘅幫手
    我住火炭，想問管理費
    舊年失竊嘅個案有冇跟進
    電梯困人演習幾點開始
    測試短訊：煤氣洩漏 請忽略
    呢個係測試 電梯困住人
    請小心火燭嘅海報可唔可以貼喺大堂
    防火講座幾時報名
    已經冇事喇，電梯入面嘅人救返出嚟
    之前聞到煤氣味，煤氣公司檢查過已經修好
    火已經撲滅，唔使派人
    多謝，BB已經放返出嚟
    睇電影有人跳樓嗰套戲喺會所播
    等你哋覆等到暈
    個價錢嚇到我心臟病發
    忙到想死，可唔可以遲啲交表
    請致電親身到管理處
    漏電斷路器點樣重設
    心臟病患者可唔可以用會所健身房
    樓上成日拖凳嘈到暈
    同你哋打交道好多年
    電動車充電會不會着火？想了解規定
    沒有人被困電梯，只是按錯鈴
    上個月電梯困人的報告可以給我嗎
    萬一火警，集合點喺邊
    昨日爆水管已經整好
    家里燃气费怎么交
    请问燃气表在哪里抄
    上周电梯困人的事，什么时候给说法
    电梯困人怎么投诉？上次困了我半小时
    没有闻到燃气味，谢谢
    消防演练通知收到
    请问火灾报警器多久换一次电池
    如果发生火灾应该走哪个楼梯
    这是测试短信，电梯困人
    去年我家被淹，赔偿到账了吗
    水管已经修好了，谢谢
    昨天爆管的事处理好了，谢谢师傅
    洗衣机排水有点慢
    电梯太慢了很困扰
    想咨询一下装修押金
    小区有没有防盗讲座
    火车站的班车几点
    孩子的自行车丢了，可以查监控吗
    我对收费很困惑
    煤气灶打不着火
    怕电动车着火，建议不要进楼
    楼上装修太吵，吵得心脏病都要犯了
    忘带钥匙了，请问有备用吗
    建议增加灭火器，以防火灾
    误报了，没有着火
    虚惊一场，不是燃气泄漏
    燃氣公司幾時嚟抄錶
    請問可否安裝煙霧探測器
    How do I pay the gas bill?
    Is there a fire drill this week?
    Please ignore, this is a test: gas leak
    THIS IS A TEST people trapped in lift
    The lamp in the lift is out
    When will the lift be repaired?
    Last week I was stuck in the lift, I want to complain
    Thank you for rescuing us from the lift yesterday
    There is no smell of gas any more
    No fire, it was a false alarm
    The fire has been put out, thanks
    What should we do if there is a fire?
    In case of fire, which staircase do we use?
    How much is fire insurance for a flat?
    Can I buy a fire extinguisher from you?
    The fire alarm battery needs changing
    gas meter reading please
    I am stuck in traffic, please hold my parcel
    This fee is daylight robbery
    The price nearly gave me a heart attack
    I am drowning in paperwork for the permit
    Your inbox must be flooded with emails
    The pipe burst last month was never paid by insurance
    Two years ago someone drowned in the pool, is there a lifeguard now?
    Will the car park flood in the typhoon?
    The bathroom tap is dripping
    My drain is choked, can a plumber come on Friday?
    The shelf in the store room collapsed
    My parcel was broken into two pieces
    Is the gas stove manual available?
    We want to prevent a gas leak, can you inspect our stove?
    small gas stove for sale
    Somebody smokes in the staircase and the smell comes into our flat
    Burglary statistics for the estate please
    Request for the report on the lift entrapment in March
    We watched a movie with an explosion, too loud in the clubhouse
    can somebody break in the new guard please
    Lift B makes a noise
    Do you have a first aid course?
    The service here is on fire lately, great work
    I can't log in, the app is stuck in the loading page
    the leak is fixed now, thank you
    nobody is trapped, I pressed the alarm by mistake
    I left the window open, is it raining in?
    New flame tree planted in the garden, beautiful
    可以幫我訂會所嘅火鍋爐嗎
    電梯廣告可唔可以拆
    想知道保安幾點換更
    請問停車場月租幾錢
    聽日電梯保養，請問停幾耐？
    想投訴上個月被困電梯等咗一個鐘
    尋日話有煤氣味，師傅嚟過話冇事
    請問消防演習當日需唔需要落樓
    我冇事喇，只係頭先有少少暈
    想知道如果屋企着火，保險賠唔賠
    請問幾時會修復爆水管後嘅牆身
    唔係火警，係有人煮燶嘢
    火警鐘誤鳴，唔使嚟
    上次跌倒嗰位婆婆出院未
    前日喉管爆咗，已經換咗新喉
    建議喺停車場加裝防撞欄
    想索取防盜安全小冊子
    個仔畫咗架消防車想送俾你哋
    請問可唔可以燒烤
    你哋嘅電話打爆都冇人聽
    我被蚊咬到死
    升降機按鈕壞咗
    請問𨋢卡點增值
    大堂升降機幾時換新
    可以申請煤氣喉改位嗎
    冷氣漏水
    停電通知係幾點
    幫我跟進跟蹤報修進度
    有人霸佔車位
    隔籬屋装修好嘈 打鑽到我心臟都痛
    请问电梯年检什么时候
    上回电梯故障困人的赔偿怎么算
    昨天说漏气的事情已经解决了
    小区要开展消防安全培训吗
    假如停水要停多久
    孩子被蚊子咬了，能喷药吗
    我想了解一下燃气改造
    我的快递被困在驿站
    这个价格贵得要命
    请问心脏病人能不能用电梯
    我家没有漏水
    邻居半夜打游戏太吵
    绿化带的树可以修剪吗
    去年那次火灾的通报能发我吗
    小偷防范宣传栏写得很好
    车位被抢了怎么办
    请打我电话
    不要再打扰我了，被打扰很久了
    油烟太大
    遗失门禁卡
    何时可以安装充电桩，怕着火所以想问清楚
    The lift was stuck yesterday but it works now
    I was trapped in the lift three months ago and never got an apology
    Could you test the fire alarm on Monday instead?
    Fire drill feedback: the bell was too quiet
    Who do I call if I smell gas?
    We had a flood last year, how is the drainage project going?
    I'd like to report a lost key
    The gas company will come tomorrow for inspection
    The ambulance bay is blocked by a van again
    Is the burglar alarm included in the fee?
    My neighbour's cigarette smoke comes in through the window
    I smell smoke from my neighbour's cigarettes every night
    Please remove the burst pipe photos from the notice board
    The emergency is over, the man was released from the lift
    Everything is fine, no gas leak found
    My son is stuck with homework, what time does the library open
    Water pressure is low
    Elevator music is too loud
    I can't breathe easy with these fees, haha
    The clubhouse sauna is on fire, best ever
    The pipe was repaired, thanks for stopping the flood
    Our drill exercise for trapped passengers is next week
    How do I join the first aid training?
    your call centre is killing me
    A knife was left in the BBQ area, found property
    Lost: black umbrella in the lift
    Testing testing 123 fire fire
    想問下升降機困人之後會唔會有報告
    下星期二有火警演習，老人家使唔使落樓
    請問煤氣喉檢驗證書點攞
    煤氣爐壞咗，想換新
    大廈保險包唔包水浸
    上次爆喉嘅維修費仲未退
    我屋企滴水，唔急
    尋晚火警鐘誤鳴，嚇死人
    演習通知收到，多謝
    如果屋企漏煤氣，應該先做咩
    小朋友喺大堂踩滑板
    保安打瞌睡
    部冷氣着咗成晚
    電梯廣告好煩
    有人喺走廊打邊爐好大味
    隔離成日燒香
    請問可以燒烤嗎
    個水龍頭滴下滴下
    水壓好細，沖涼困難
    電梯維修公司電話係咩
    火災後嘅心理輔導邊度有
    我有心臟病，想申請車位近啲
    上年颱風冧咗棵樹，補種未
    想借急救箱
    CPR課程幾時開班
    警方防爆竊講座地點
    管理費貴到離譜，搶錢咩
    你哋個系統死咗機
    请问燃气什么时候恢复
    邻居装修敲墙，震得头疼
    我想投诉保安态度
    消防通道被车堵住了
    楼道灯不亮
    去年夏天电梯困过我一次，希望加强维护
    请问灭火器检查记录在哪
    水费单没收到
    孩子想学游泳，泳池几点开
    狗叫太吵
    希望物业宣传防火知识
    没有人受伤，只是玻璃花了
    上月坠物砸车的监控能调吗
    煤气已经修好了，不用来了
    昨晚有人按错火警按钮，没有着火
    Fire drill on Tuesday - do I need to attend?
    The water was back after an hour, thanks
    When is the next gas safety inspection?
    I lost my access card in the lift
    Please fix the flickering light in the stairwell
    Is there an elevator big enough for a sofa?
    My bike was stolen last month, any update?
    The burglary two weeks ago: can I get the CCTV?
    Thanks to the guard who helped when I fainted last month
    We would like to book the BBQ area
    If the fire alarm rings at night, do we have to leave?
    The neighbour's kid is screaming while playing
    Smoke detector beeping, low battery
    Could you explain the flood insurance?
    I was not trapped, the door just took a while
    the fire brigade left, everything is under control
    Just testing the system, please ignore
    no one is hurt and the fire is out
    Our flat is not flooded, it was a small spill
    What are the procedures in case of a gas leak?
    The tree in the garden needs trimming before it falls
    Heart-shaped balloons stuck on lobby ceiling
"""


def true_texts() -> list[tuple[str, str]]:
    return [(text.strip(), kind) for kind, texts in TRUE_TEXTS.items() for text in texts.strip().splitlines()]


def false_texts() -> list[str]:
    return [text.strip() for text in FALSE_TEXTS.strip().splitlines()]
