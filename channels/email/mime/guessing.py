"""What charset bytes are in: certain for UTF-8, by frequent characters for Chinese, by a library for the rest."""

import re

from charset_normalizer import from_bytes

# The characters that fill Chinese text of either script; half of any sentence is among them.
_SIMPLIFIED = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法"
    "学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业"
    "外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声"
    "提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金"
    "指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格"
    "望觉术领共确传师观清今切院让识候带导争运笔师漏楼座室您请谢修坏停房层厨厕烦楼梯电梯管理处业主物业费维护投诉通知尽快回复邮件附件发送"
)
_TRADITIONAL = frozenset(
    "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然家種事成方多經麼去法"
    "學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日軍者意無力它與長把機十民第公此已工使情明性知全三又關點正業"
    "外將兩高間由問很最重並物手應戰向頭文體政美相見被利什二等產或新己制身果加西斯月話合回特代內信表化老給世位次度門任常先海通教兒原東聲"
    "提立及比員解水名真論處走義各入幾口認條平系氣題活爾更別打女變四神總何電數安少報才結反受目太量再感建務做接必場件計管期市直德資命山金"
    "指克許統區保至隊形社便空決治展馬科司五基眼書非則聽白卻界達光放強即像難且權思王象完設式色路記南品住告類求據程北邊死張該交規萬取拉格"
    "望覺術領共確傳師觀清今切院讓識候帶導爭運筆師漏樓座室您請謝修壞停房層廚廁煩梯管理處業主費維護投訴通知盡快回覆郵件附件發送嘅係唔喺咗"
)
_PUNCTUATION = frozenset("，。、：；？！（）「」『』《》“”‘’—…　【】・")
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa\u30fc]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_HAN = re.compile("[\u4e00-\u9fff\uf900-\ufaff]")
_CYRILLIC = frozenset("оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфёіїє")
_HALF_WIDTH_OR_PRIVATE = re.compile("[\uff61-\uff9f\ue000-\uf8ff\u0080-\u009f]")

# Enough to tell; more costs time on every wrongly labelled mail.
_LOOKED_AT = 4_096
# Below these shares of what a language is made of, its charset explains the bytes no better than chance does.
_LIKELY = 0.30
# From here on even two characters are no accident.
_VERY_LIKELY = 0.60
# "Grüße": a word in a Latin alphabet, with a letter or two beyond ASCII.
_AMONG_LATIN_LETTERS = re.compile(rb"[A-Za-z][\x80-\xff]{1,2}(?![\x80-\xff])|(?<![\x80-\xff])[\x80-\xff]{1,2}[a-z]")
_ESCAPES = re.compile(rb"\x1b\$[@B(]")


def is_surely_utf8(content: bytes, *, labelled_as_multibyte: bool = False) -> bool:
    """Whether this is UTF-8 beyond ASCII. Pairs of another charset pass for it only as two-byte characters."""
    if content.isascii():
        return False
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    if any(character >= "\u0800" for character in text):
        return True
    return not labelled_as_multibyte and likelihood(content, "gb18030") < _VERY_LIKELY


def guess_codec(content: bytes) -> str | None:
    """The likeliest charset of bytes that are no UTF-8; None where nothing tells, as for ASCII."""
    if content.isascii():
        return "iso2022_jp" if _ESCAPES.search(content) else None
    codecs = _SCORES.keys() - (_ALPHABETS if _AMONG_LATIN_LETTERS.search(_richest_part(content)) else set())
    best = max((likelihood(content, codec), codec) for codec in codecs)
    if best[0] >= _LIKELY:
        return best[1]
    return _guess_by_library(_richest_part(content))


def likelihood(content: bytes, codec: str) -> float:
    """How well a charset explains these bytes: of all that is not ASCII, the share one expects in its language."""
    score = _SCORES.get(codec)
    text = _decoded(_whole_pairs(_richest_part(content)), _NARROWER.get(codec, codec))
    characters = [character for character in text if character >= "\x80"]
    if score is None or not characters:
        return 0.0
    return sum(map(score, characters)) / len(characters)


def _richest_part(content: bytes) -> bytes:
    """A piece with characters to judge by: English lines and markup may come first."""
    if len(content) <= _LOOKED_AT:
        return content
    lines = [line for line in content[: 16 * _LOOKED_AT].splitlines() if not line.isascii()]
    return b"\n".join(lines)[:_LOOKED_AT] or content[:_LOOKED_AT]


def _whole_pairs(sample: bytes) -> bytes:
    """Without a last byte that may be the first half of a character."""
    return sample[:-1] if len(sample) == _LOOKED_AT and sample[-1] >= 0x80 else sample


def _decoded(sample: bytes, codec: str) -> str:
    """The text, up to a damaged place near the end of a long piece; empty where it is not of this charset."""
    try:
        return sample.decode(codec)
    except UnicodeDecodeError as error:
        is_nearly_whole = error.start >= max(8, len(sample) - 4)
        return sample[: error.start].decode(codec) if is_nearly_whole else ""


def _as_simplified(character: str) -> int:
    return character in _SIMPLIFIED or character in _PUNCTUATION or -_is_odd(character)


def _as_traditional(character: str) -> int:
    return character in _TRADITIONAL or character in _PUNCTUATION or -_is_odd(character)


def _as_japanese(character: str) -> int:
    return _KANA.match(character) is not None or character in _PUNCTUATION or -_is_odd(character)


def _as_korean(character: str) -> int:
    # The same bytes are Han characters in their neighbours' sets; Koreans hardly write any.
    return _HANGUL.match(character) is not None or -(_HAN.match(character) is not None)


def _as_cyrillic(character: str) -> int:
    # Each of the two sets shows the other's text with capitals and small letters exchanged.
    return character in _CYRILLIC or -character.isupper()


def _is_odd(character: str) -> bool:
    return _HALF_WIDTH_OR_PRIVATE.match(character) is not None


_SCORES = {
    "gb18030": _as_simplified,
    "big5hkscs": _as_traditional,
    "cp932": _as_japanese,
    "euc_jp": _as_japanese,
    "cp949": _as_korean,
    "cp1251": _as_cyrillic,
    "koi8_r": _as_cyrillic,
}
_ALPHABETS = {"cp1251", "koi8_r"}
# Where a larger set would find a character for nearly any pair, its common part judges better.
_NARROWER = {"cp949": "euc_kr"}


def _guess_by_library(sample: bytes) -> str | None:
    """Cyrillic, Greek and their like; short pieces of few high bytes are left to the reader of Western text."""
    if sum(byte >= 0x80 for byte in sample) < 4:
        return None
    found = from_bytes(sample, steps=3, chunk_size=256).best()
    return found.encoding if found is not None and found.encoding not in ("utf_8", "ascii") else None
