"""What agents say on the telephone: safety words first, then what is said in every call. Codes begin `quick_call_`."""

from typing import Final

from contactcenter.basics.languages import in_three
from contactcenter.basics.texts import Text, spoken

QUICK_WORDS: Final[tuple[Text, ...]] = (
    spoken(
        "safety_gas",
        in_three("安全指示：煤氣味", "安全指示：燃气味", "Safety words: gas"),
        "請唔好開關電掣、唔好撳門鐘、唔好點火。即刻開窗，叫埋屋企人行樓梯落樓，唔好搭𨋢。去到室外先再打999同打返畀我哋。我而家派保安上嚟。",
        "请不要碰任何开关，不要按门铃，不要点火。马上开窗，叫上家人走楼梯下楼，不要坐电梯。到了室外再打999，然后打给我们。我现在就派人上来。",
        "Please touch no switch, ring no bell and light nothing. Open the windows, take everybody down the "
        "stairs, not the lift, and once you are outside call 999 and then us again. I am sending a guard now.",
    ),
    spoken(
        "safety_lift",
        in_three("安全指示：困電梯", "安全指示：被困电梯", "Safety words: lift"),
        "您放心，唔會跌落嚟，入面空氣係足夠嘅。請唔好撬門、唔好跳，企埋牆邊。有冇人唔舒服？一共幾多人？保安同電梯師傅已經出發，我會一直同您保持聯絡。",
        "您放心，电梯不会掉下去，里面空气足够。请不要扒门，不要跳，靠边站好。有人不舒服吗？一共几位？秩序员和维保人员已经出发，我会一直跟您保持联系。",
        "You are safe: the lift will not fall and there is enough air. Please do not force the doors or "
        "jump; stand against the wall. How many are you, and does anybody feel unwell? Help is on the way "
        "and I stay in touch with you.",
    ),
    spoken(
        "safety_fire",
        in_three("安全指示：火警", "安全指示：火警", "Safety words: fire"),
        "請即刻離開，閂返道門，行樓梯，唔好搭𨋢。安全之後打999。如果走廊有濃煙或者道門好燙，就留喺屋企，用濕毛巾封住門罅，去窗邊等救援，話我知您喺邊間房。",
        "请马上离开，随手关门，走楼梯，不要坐电梯，安全后拨999。如果楼道有浓烟或者门很烫，就留在屋里，用湿毛巾封住门缝，到窗边等救援，告诉我您在哪个房间。",
        "Please leave now, shut the door behind you, take the stairs, not the lift, and call 999 when you "
        "are safe. If there is thick smoke outside or the door is hot, stay in, seal the gaps with wet "
        "towels, go to a window and tell me which room.",
    ),
    spoken(
        "safety_water",
        in_three("安全指示：爆水管", "安全指示：水管爆裂", "Safety words: burst pipe"),
        "請去門外面個水錶箱，將您單位個掣順時針扭到盡。水近電掣或者插座嘅話，唔好掂，先閂總電掣。師傅已經出發，十五分鐘內到。",
        "请到门外的水表箱，把您家的阀门顺时针拧到底。水靠近开关或插座的话不要碰，先拉总闸。维修人员已出发，十五分钟内到。",
        "Please go to the meter cupboard outside and turn your valve clockwise as far as it goes. If water "
        "is near a switch or socket, do not touch it and turn the main switch off first. A technician will "
        "be there within fifteen minutes.",
    ),
    spoken(
        "safety_person",
        in_three("安全指示：有人暈倒", "安全指示：有人晕倒", "Safety words: collapsed"),
        "佢有冇反應？有冇呼吸？請即刻用另一部電話打999，開擴音，跟住佢哋講嘅做。我而家派保安帶急救箱同除顫器上嚟，並且留住部𨋢。",
        "他有反应吗？有呼吸吗？请马上用另一部电话打999，打开免提，照他们说的做。我现在派秩序员带急救箱和除颤仪上来，并留住电梯。",
        "Does the person answer? Is there breathing? Please call 999 on another phone, put it on loudspeaker "
        "and do as they say. A guard is coming with the first-aid kit and the defibrillator, and the lift is "
        "being held.",
    ),
    spoken(
        "verify",
        in_three("核對身分", "核对身份", "Check who it is"),
        "為咗保障您嘅資料，想同您核對：請問登記嘅全名同聯絡電話最後四個字係？",
        "为了保护您的信息，想跟您核对：请问登记的全名和联系电话后四位是？",
        "To protect your details, may I check your full name as registered and the last four digits of your number?",
    ),
    spoken(
        "hold",
        in_three("請稍等", "请稍等", "Please hold"),
        "我需要大約{minutes}分鐘查一查，您想等，定係我打返畀您？",
        "我需要大约{minutes}分钟查一下，您是稍等，还是我给您回电话？",
        "I need about {minutes} minutes to look into this. Would you like to hold, or shall I ring you back?",
    ),
    spoken(
        "calm",
        in_three("安撫", "安抚", "Calming words"),
        "我明白您好嬲，換轉係我都會。我聽緊，您慢慢講，我會逐樣記低，然後話您知每一樣我哋會點做同幾時做到。",
        "我理解您很生气，换成是我也一样。我在听，您慢慢说，我会逐条记下来，然后告诉您每一件我们怎么做、什么时候做好。",
        "I understand that you are angry, and I would be too. I am listening: take your time, I write "
        "everything down, and then I tell you for each point what we will do and by when.",
    ),
    spoken(
        "no_answer_yet",
        in_three("暫無答案", "暂无答案", "No answer yet"),
        "呢個問題我未有確實答案，唔想亂答您。我已經記低交咗畀專責同事，兩個工作天內覆您，想打邊個電話？",
        "这个问题我没有确切答案，不想随便答您。我已记录并交给专门的同事，两个工作日内回复您，打哪个电话方便？",
        "I have no reliable answer to that and will not guess. My colleagues will answer within two working "
        "days. Which number shall we ring?",
    ),
    spoken(
        "goodbye",
        in_three("結束", "结束语", "Closing words"),
        "簡單講一次：{summary}。您嘅編號係{reference}。仲有冇其他可以幫到您？多謝您打嚟，再見。",
        "简单重复一下：{summary}。您的编号是{reference}。还有什么可以帮您？感谢来电，再见。",
        "To sum up: {summary}. Your number is {reference}. Is there anything else? Thank you for calling, goodbye.",
    ),
)
