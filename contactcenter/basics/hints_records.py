"""Words in an owner's text that suggest a move, keys, papers, a handover, praise, or work for law and deeds."""

from typing import Final

from contactcenter.basics.hints import hint

RECORD_HINTS: Final = (
    hint("security_check", "可疑 | 陌生人 | 推銷 | 推销 | suspicious | stranger | salesman | loiter", about="stranger"),
    hint("security_check", "食煙 | 吸煙 | 吸烟 | 抽烟 | 煙味 | 二手煙 | 烟味 | smoking | cigarette", about="smoking"),
    hint("security_check", "高空擲物 | 掟嘢落街 | 扔东西 | 丢烟头 | throwing things | thrown from", about="throwing"),
    hint(
        "parking", "霸咗車位 | 霸車位 | 泊咗我 | 占车位 | 占了我的车位 | in my space | in my parking", request="blocked"
    ),
    hint("parking", "訪客車位 | 访客车位 | 時租車位 | visitor parking | visitor's car", request="visitor"),
    hint("parking", "租車位 | 月租車位 | 租车位 | 月租车位 | rent a parking | monthly parking", request="monthly"),
    hint("parking", "轉車牌 | 換車牌 | 更換車牌 | 换车牌 | number plate | licence plate | new plate", request="plate"),
    hint(
        "move_out",
        """
        放行條 | 放行条 | 搬屋 | 搬家 | 搬走 | 遷出 | 迁出 | 搬運 | 搬大件
        moving out | move out | goods release | release note | removal van
        """,
        direction="out",
    ),
    hint("move_out", "遷入 | 迁入 | 入伙搬 | 搬入 | 搬进 | moving in | move in", direction="in"),
    hint(
        "key_loan",
        """
        備用鑰匙 | 备用钥匙 | 借鎖匙 | 借鑰匙 | 借钥匙 | 攞鎖匙 | 拿钥匙 | 寄存鎖匙 | 寄存钥匙
        spare key | borrow a key | borrow the key | collect the key | leave my keys
        """,
    ),
    hint(
        "archive_access",
        """
        平面圖 | 平面图 | 影印合同 | 复印合同 | 查閱檔案 | 查閱紀錄 | 查档 | 樓宇檔案 | 裝修圖則副本
        floor plan | copy of my contract | copy of the contract | see the records | old drawings
        """,
    ),
    hint("inspection", "驗樓師 | 聯合驗收 | 接管驗收 | 接管验收 | take-over inspection | joint inspection"),
    hint("defect", "執漏 | 驗樓 | 验房 | 收樓發現 | 收楼发现 | 整改 | snagging | snag | defects | defect list"),
    hint(
        "house_handover",
        """
        收樓 | 收楼 | 交樓 | 交楼 | 交房 | 入住通知 | 延期交 | 延期賠付
        occupation notice | handover of my flat | handover day | take over my flat | late delivery
        """,
    ),
    hint(
        "commendation",
        "表揚 | 表扬 | 感謝信 | 感谢信 | 嘉許 | 好細心 | 讚賞 | 称赞 | compliment | well done | please thank | praise",
    ),
    hint("suggestion", "建議 | 建议 | 提議 | 提议 | 不如加 | 可唔可以加 | 希望增設 | suggest | it would be nice"),
    hint("letter", "來函 | 来函 | 公函 | 政府信 | 信函 | official letter | your letter dated | letter from the"),
    hint(
        "legal",
        """
        律師信 | 律师函 | 律師 | 律师 | 法律責任 | 法律责任 | 追究 | 大廈公契 | 公契 | 小額錢債
        solicitor | lawyer | legal action | sue | small claims | deed of mutual covenant
        """,
    ),
    hint(
        "deed",
        """
        房產證 | 房产证 | 契稅 | 契税 | 按揭 | 維修基金 | 维修基金 | 樓契 | 印花稅
        title deed | mortgage | stamp duty | deed tax | maintenance fund
        """,
    ),
    hint(
        "activity",
        """
        報名 | 报名 | 社區活動 | 社区活动 | 燒烤場 | 烧烤场 | 會所 | 会所 | 租場 | 羽毛球場 | 派對房 | 泳池
        sign up | clubhouse | barbecue | badminton | party room | swimming pool | yoga class
        """,
    ),
)
