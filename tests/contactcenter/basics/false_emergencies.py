"""Texts as people write them that tell of no emergency, however much they sound like one.

Cantonese in Traditional characters, Mandarin in Simplified and Traditional ones, English; with slips of the thumb.
"""

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
跳樓大減價
somebody smoked in the lift
天台邊度有得曬衫
爸爸中風康復後想裝扶手
媽媽中風兩年想申請輪椅斜道
請致電到人事部
供電到我單位
手夾銀包
跟住我就打電話
有冇人跟住我個case
工作動機
我想死佢嘅湯
BBQ可以燒炭嗎
會所可唔可以燒炭燒烤
car park flooded with leaflets
parcel stuck in lift lobby
robbed of sleep by noise
火鍋店幾點開門
gas bill
火車站點去
fire door closer broken
煤氣費單有冇味
電梯停咗喺中間嗰部
1樓到5樓之間電梯好慢
co alarm installation
please fire the guard
"""
