"""Syllables of the invented residents: surnames and given names with their Hong Kong romanisation or pinyin.

Every combination is made up; given names are common ones, and people.py draws each full name once.
"""

from typing import Final


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    """ "陳:Chan 黃:Wong" → (("陳", "Chan"), ("黃", "Wong")); an underscore is a space."""
    return tuple((left, right.replace("_", " ")) for left, _, right in (entry.partition(":") for entry in text.split()))


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# (characters, Hong Kong romanisation)
HONG_KONG_SURNAMES: Final = _pairs(
    "陳:Chan 黃:Wong 李:Lee 張:Cheung 梁:Leung 林:Lam 何:Ho 吳:Ng 劉:Lau 葉:Yip 鄭:Cheng 鄧:Tang 蔡:Choi 郭:Kwok "
    "周:Chow 馮:Fung 謝:Tse 余:Yu 朱:Chu 許:Hui 譚:Tam 曾:Tsang 蕭:Siu 羅:Law 盧:Lo 潘:Poon 鍾:Chung 關:Kwan 麥:Mak "
    "文:Man 霍:Fok 簡:Kan 甘:Kam 莫:Mok 凌:Ling 岑:Sham 杜:To 冼:Sin 區:Au 石:Shek 方:Fong 黎:Lai 司徒:Szeto 歐陽:Au-Yeung"
)
HONG_KONG_GIVEN: Final = _pairs(
    "志強:Chi_Keung 國華:Kwok_Wah 永康:Wing_Hong 偉明:Wai_Ming 耀邦:Yiu_Pong 家俊:Ka_Chun 俊傑:Chun_Kit 子軒:Tsz_Hin "
    "浩然:Ho_Yin 柏熙:Pak_Hei 啟聰:Kai_Chung 錦榮:Kam_Wing 德昌:Tak_Cheong 文彬:Man_Pan 健生:Kin_Sang 振宇:Chun_Yu "
    "日朗:Yat_Long 樂天:Lok_Tin 銘恩:Ming_Yan 少波:Siu_Bor 漢全:Hon_Chuen 炳坤:Ping_Kwan 兆麟:Siu_Lun 卓賢:Cheuk_Yin "
    "美玲:Mei_Ling 淑儀:Suk_Yee 慧珊:Wai_Shan 麗華:Lai_Wah 秀英:Sau_Ying 詠琪:Wing_Ki 嘉欣:Ka_Yan 曉彤:Hiu_Tung "
    "思穎:Sze_Wing 佩雯:Pui_Man 婉芬:Yuen_Fan 鳳儀:Fung_Yee 惠貞:Wai_Ching 潔瑩:Kit_Ying 雅文:Nga_Man 凱晴:Hoi_Ching "
    "芷澄:Tsz_Ching 寶珠:Po_Chu 玉蘭:Yuk_Lan 翠萍:Tsui_Ping 敏兒:Man_Yi 樂怡:Lok_Yi 心悅:Sum_Yuet 紫瑤:Tsz_Yiu "
    "倩彤:Sin_Tung 靜雯:Ching_Man 瑞霞:Sui_Ha 月娥:Yuet_Ngo 燕萍:Yin_Ping 梓晴:Tsz_Ching 穎琳:Wing_Lam 映彤:Ying_Tung "
    "柏豪:Pak_Ho 耀祖:Yiu_Cho 澤民:Chak_Man 世昌:Sai_Cheong 展鵬:Chin_Pang 溢朗:Yat_Long 景初:King_Cho 承恩:Shing_Yan "
    "嘉敏:Ka_Man 詠詩:Wing_Sze 綺雯:Yee_Man 家寶:Ka_Po 佩珊:Pui_Shan 淑芬:Suk_Fan 少芳:Siu_Fong 麗珍:Lai_Chun 月嬋:Yuet_Sim "
    "素珍:So_Chun 凱琳:Hoi_Lam 頌恩:Chung_Yan 靖雯:Ching_Man 卓妍:Cheuk_Yin 晞彤:Hei_Tung 樂瑤:Lok_Yiu 巧兒:Hau_Yee "
    "君怡:Kwan_Yi 翠珊:Tsui_Shan 美寶:Mei_Po 愛蓮:Oi_Lin 杏芳:Hang_Fong 慧敏:Wai_Man 佳穎:Kai_Wing 寶儀:Po_Yee 曼華:Man_Wah "
    "志明:Chi_Ming 建業:Kin_Yip 國雄:Kwok_Hung 偉杰:Wai_Kit 家豪:Ka_Ho 俊彥:Chun_Yin 啟豪:Kai_Ho 冠中:Kwun_Chung 德華:Tak_Wah "
    "永年:Wing_Nin 漢明:Hon_Ming 天朗:Tin_Long 子謙:Tsz_Him 梓樂:Tsz_Lok 晉熙:Chun_Hei 曉峰:Hiu_Fung 鎮宇:Chun_Yu "
    "富榮:Fu_Wing 桂強:Kwai_Keung 添福:Tim_Fuk 錫堅:Sik_Kin 旭輝:Yuk_Fai 立行:Lap_Hang 皓銘:Ho_Ming 泓希:Wang_Hei "
    "潤生:Yun_Sang 耀輝:Yiu_Fai 仲賢:Chung_Yin 廣成:Kwong_Shing 海鋒:Hoi_Fung 松齡:Chung_Ling"
)

# (characters, pinyin)
MAINLAND_SURNAMES: Final = _pairs(
    "王:Wang 李:Li 张:Zhang 刘:Liu 陈:Chen 杨:Yang 赵:Zhao 黄:Huang 周:Zhou 吴:Wu 徐:Xu 孙:Sun 胡:Hu 朱:Zhu 高:Gao 林:Lin "
    "何:He 郭:Guo 马:Ma 罗:Luo 宋:Song 韩:Han 唐:Tang 冯:Feng 董:Dong 程:Cheng 曹:Cao 袁:Yuan 沈:Shen 彭:Peng 吕:Lü "
    "魏:Wei 丁:Ding 任:Ren 姚:Yao 谭:Tan 廖:Liao 邹:Zou 熊:Xiong 白:Bai 秦:Qin 江:Jiang 顾:Gu 欧阳:Ouyang 诸葛:Zhuge"
)
MAINLAND_GIVEN: Final = _pairs(
    "建国:Jianguo 国栋:Guodong 志远:Zhiyuan 浩宇:Haoyu 子涵:Zihan 明轩:Mingxuan 海涛:Haitao 立新:Lixin 文博:Wenbo "
    "永胜:Yongsheng 俊峰:Junfeng 晓东:Xiaodong 振华:Zhenhua 少华:Shaohua 宏伟:Hongwei 德明:Deming 天佑:Tianyou 凯:Kai "
    "磊:Lei 鹏飞:Pengfei 晓梅:Xiaomei 丽娟:Lijuan 秀兰:Xiulan 雨桐:Yutong 思琪:Siqi 静怡:Jingyi 佳怡:Jiayi 春燕:Chunyan "
    "红霞:Hongxia 梦洁:Mengjie 雪梅:Xuemei 玉珍:Yuzhen 婷婷:Tingting 若兰:Ruolan 欣妍:Xinyan 爱华:Aihua 桂芳:Guifang "
    "敏:Min 颖:Ying 诗雨:Shiyu 文静:Wenjing 素芬:Sufen 淑琴:Shuqin 一诺:Yinuo 嘉懿:Jiayi "
    "志刚:Zhigang 建军:Jianjun 伟:Wei 强:Qiang 超:Chao 俊杰:Junjie 子轩:Zixuan 宇航:Yuhang 博文:Bowen 家乐:Jiale 思远:Siyuan "
    "晨曦:Chenxi 书豪:Shuhao 泽宇:Zeyu 一鸣:Yiming 国庆:Guoqing 新民:Xinmin 大海:Dahai 丽:Li 芳:Fang 娜:Na 秀英:Xiuying "
    "慧:Hui 晓燕:Xiaoyan 艳红:Yanhong 美玲:Meiling 雪莹:Xueying 佩琪:Peiqi 梓萱:Zixuan 可欣:Kexin 若曦:Ruoxi 语嫣:Yuyan "
    "月华:Yuehua 凤霞:Fengxia 金花:Jinhua 巧玲:Qiaoling 彩云:Caiyun 倩:Qian 悦:Yue 岚:Lan"
)

# Full English names: expatriates, South Asian and Filipino families, and a few that no form was made for.
ENGLISH_GIVEN: Final = _words(
    "Alice Amelia Andrew Anita Arjun Benjamin Catherine Charlotte Colin Daniel Deepa Derek Eleanor Emma Farah Fiona "
    "George Grace Hannah Harriet Imran Isabel James Joan Jonathan Kavita Laura Liam Lucy Maria Martin Meera Natalie "
    "Neil Oliver Patricia Peter Rachel Rajesh Rosa Samuel Sarah Simon Sunita Theresa Thomas Victoria Vikram William Zara "
    "Aisha Alan Asha Bianca Caroline Cecilia Claire David Dolores Edward Elaine Felix Florence Gary Hassan Helen Ibrahim "
    "Ines Jasmine Julian Kamal Karen Leila Lorna Manuel Margaret Mohan Nina Owen Pamela Priyanka Ramon Sanjay Sofia Tariq"
)
ENGLISH_SURNAMES: Final = _words(
    "Ahmed Baker Barnes Bennett Brennan Campbell Carvalho Choudhury Clarke Cruz Dalton Desai Ellison Evans Fernandes "
    "Fletcher Gill Greenwood Gurung Hargreaves Hughes Iyer Johansson Kapoor Keller Limbu Lindqvist MacAllister Malik "
    "Marsh Mercer Morrison Novak O'Brien Okafor Pereira Porter Rai Reyes Rowe Santos Shah Sinclair Thapa Thompson "
    "Underwood Villanueva Walsh Whitfield Yamamoto "
    "Abbott Aquino Bautista Chandra Coleman D'Souza Dhillon Drummond Flores Garcia Haddad Hussain Jensen Khan Laurent "
    "Mendoza Nair O'Connor Petrov Quinn Ramos Rossi Schneider Tamang Verma Wallace"
)
# (name as registered, romanisation or "", language)
LONG_NAMES: Final = (
    ("歐陽鍾靈毓秀", "Au-Yeung Chung Ling Yuk Sau", "zh-Hant"),
    ("司徒張慧珊", "Szeto Cheung Wai Shan", "zh-Hant"),
    ("陳李梁淑儀", "Chan Lee Leung Suk Yee", "zh-Hant"),
    ("阿依努尔·买买提明", "Aynur Memtimin", "zh-Hans"),
    ("Maria Concepcion de los Santos-Villanueva y Reyes", "", "en"),
    ("Venkatanarasimharajuvaripeta Subramaniam", "", "en"),
    ("Wolfeschlegel von Hausenbergersdorff", "", "en"),
)
