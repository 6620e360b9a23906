#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""make-names.py [FILE]: 2 000 names for badges, one a line: kind, tab, name.

The same ones each time, on any Python 3. The lists are here; rare hanzi come
from Unihan (Debian's unicode-data). Nobody is meant: the parts are thrown
together by dice.
"""
import bz2
import pathlib
import random
import sys

UNIHAN = pathlib.Path("/usr/share/unicode")
N = {"common": 520, "compound": 80, "rare": 300, "minority": 220, "script": 180, "latin": 320, "mixed": 140,
     "hostile": 240}

SURNAMES = ("李王张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪戴崔"
            "任陆廖姚方金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚"
            "單解仇翟朴覃繆牟樂區蓋查")
COMPOUND = ["欧阳", "司马", "尉迟", "上官", "诸葛", "东方", "皇甫", "令狐", "慕容", "公孙", "端木", "南宫", "呼延", "轩辕",
            "長孫", "宇文", "澹台", "濮阳", "夏侯", "拓跋"]
GIVEN = ("伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红波辉鹏飞鑫斌宇浩凯健俊帆雪梅琳欣怡佳思雨子涵梓萱一诺浩然晨曦文博嘉懿"
         "煜城昊天泽乐瑶清妍若溪书桐安可心语冰岚山川海潮星河竹松柏青云舒卷远航致宁龘靐赟燊淼焱鑫垚喆堃頔祎翀旻昱玥珺婳嫣")
# Minority names, as they are written in Chinese and as people write them themselves.
DOTTED = ["阿依古丽", "买买提", "古丽娜尔", "迪丽努尔", "阿不都热合曼", "吐尔逊江", "麦麦提敏", "阿卜杜热西提", "艾力江", "热依汗古丽",
          "努尔艾合买提", "巴图尔", "娜仁托娅", "乌云其木格", "阿古达木", "孟克巴雅尔", "额尔德木图", "帕提古丽", "哈丽旦", "玉素甫"]
DOTS = ["·", "·", "·", "•", "‧", "・", "．"]
TIBETAN = ["次仁卓玛", "扎西顿珠", "旦增罗布", "བསྟན་འཛིན་ནོར་བུ།", "ཚེ་རིང་སྒྲོལ་མ།", "བཀྲ་ཤིས་དོན་གྲུབ།", "སྐལ་བཟང་མེ་ཏོག"]
UYGHUR = ["ئايگۈل مەمەت", "ئابدۇرېشىت مۇھەممەتجان", "گۈلنار ئىسمائىل", "نۇرئەلى تۇرسۇن", "دىلنۇر ئابدۇللا"]
OWN_SCRIPT = ["ᠪᠠᠲᠤ", "ᠨᠠᠷᠠᠨ ᠲᠤᠶᠠᠭ᠎ᠠ", "ᠡᠷᠳᠡᠮᠲᠦ", "ꆈꌠꀉꂿ", "ꀋꆿꃀꏦ", "ꉬꄷꀕ", "Vangz Siujmingz", "Veiz Gvanghvaq", "Əsker Janat",
              "Айгүл Нұрланқызы", "Ерлан Сәрсенбаев", "姐告岩罕", "ᥛᥣᥰ ᥔᥣᥛᥴ", "ᦈᦻᦱᧄ", "Naxi Dongba A Gge", "한춘화", "김철수"]
OTHERS = {
    "arabic": ["محمد عبد الرحمن", "فاطمة الزهراء", "علی رضا موسوی", "یاسمین کریمی"],
    "hebrew": ["דניאל כהן", "נועה לוי־מזרחי", "שָׂרָה בֶּן־דָּוִד"],
    "cyrillic": ["Анна Ковалёва", "Дмитро Їжакевич", "Ђорђе Љубичић", "Сергей Александрович Преображенский"],
    "greek": ["Ελένη Παπαδοπούλου", "Γιώργος Ξενάκης"],
    "japanese": ["田中さくら", "髙橋健太", "渡邉 美咲", "サトウ アンナ", "﨑山凛", "吉田ゆうき"],
    "korean": ["박지은", "남궁민수", "이서연", "황보 라온"],
    "devanagari": ["प्रिया शर्मा", "राहुल वर्मा", "श्रीकृष्ण त्रिपाठी"],
    "indic": ["সুমিত রায়", "பிரியா குமார்", "లక్ష్మి రెడ్డి", "ಅನಿತಾ ಗೌಡ", "അനിൽ നായർ", "જિગ્નેશ પટેલ", "ਹਰਪ੍ਰੀਤ ਸਿੰਘ", "සුනිල් පෙරේරා"],
    "southeast": ["สมชาย ใจดี", "ศิริพร วงศ์สวัสดิ์", "ສົມສັກ ພົມມະ", "សុខា ចាន់", "အောင်ကျော်မြင့်", "ꦱꦸꦥꦿꦪꦠ"],
    "other": ["გიორგი მაისურაძე", "Արամ Խաչատրյան", "አበበ በቀለ", "ⴰⵎⴰⵣⵉⵖ", "ᏣᎳᎩ ᎠᏂ", "ނާޒިމް", "ܐܒܪܗܡ"],
}
FIRST = ["Anna", "José", "Marie", "Liam", "Seán", "Zoë", "Björn", "Łukasz", "Siobhán", "Gökçe", "Ağça", "Þórdís", "Đorđe", "Chloé",
         "François", "Žofie", "Ģirts", "Ștefan", "İpek", "Nguyễn", "Trần Thị", "Phạm Văn", "Oluwaṣeun", "Ọlábísí", "Ngọc", "Sigríður",
         "Alexander", "Priya", "Wing-Yan", "Xiǎomíng", "Mary Ann", "J.", "Dr. Maximilian", "Ewa", "Ó", "Jean-Baptiste"]
LAST = ["Kowalska", "García Márquez", "Dubois", "O'Neill", "O’Brien", "Ångström", "Brzęczyszczykiewicz", "Wójcik", "Jónsdóttir", "Yılmaz",
        "Öztürk", "Popović", "Ñuñez", "de la Cruz y Mendoza", "van der Meer", "Müller-Lüdenscheidt", "Hồ Chí", "Thị Minh Khai", "Đặng",
        "Ađalsteinsson", "Ceaușescu", "Dvořák", "Adébáyọ̀", "Nwáchukwu", "Ramanujan", "Li", "Wáng", "Ōuyáng", "Lǚ", "Ng", "Ò", "Smith",
        "Featherstonehaugh-Cholmondeley", "Wolkenstein", "St. John", "McGonagall III", "Þorláksson", "Ħaż-Żebbuġ"]
ENGLISH = ["Tony", "Lily", "Kevin", "Joey", "Alice", "Jack", "Vivian", "Ethan", "Yuki", "Coco"]
EMOJI = ["🦄", "👩‍💻", "🇨🇳", "❤️", "🏳️‍🌈", "👨‍👩‍👧‍👦", "🐉", "✨", "👍🏽", "☕", "🀄", "①", "★"]
MARKS = [chr(c) for c in range(0x300, 0x330)] + [chr(c) for c in range(0x340, 0x345)] + [chr(0x489)]
HOSTILE = [
    "Hubertblainewolfeschlegelsteinhausenberg", "Taumatawhakatangihangakoauauotamateapokaiwhenua", "W" * 40, "i" * 40, "王" * 40,
    "Ж" * 44, "لا" * 25, "A" * 200, "長" * 200, "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch", "한" * 40,
    "<b>王伟</b>", "&lt;王&gt; &amp; Söhne", "{name}", "{code}", "%s%n", "'; DROP TABLE guests; --", "=cmd|'/C calc'!A0", "\\n\\n", "C:\\",
    "王\u200b伟", "王\u200d伟", "\u202e伟王\u202c", "王\u2066אבג\u2069伟", "\ufeff王伟", "王\ufe00伟", "葛\U000e0100城", "辻\U000e0101", "A\u00ad" * 20,
    "王\u0300\u0301\u0302伟", "e\u0301" * 20, "\u0301王", "\u200f", "\u3164", "\u2800\u2800", "\u00a0", "\u115f", "\ufffd", "\ufffc", "\ue000王",
    "\U000f0000", "\U0010fffd", "\u0378", "\U000e0041", "王\U0002ffff", "\U0003fffd", "\U00032400", "\U000323b0", "𝔄𝔩𝔢𝔵", "Ａｌｅｘ　王", "ﬁﬂﬃ", "Ⓐⓛⓘⓒⓔ",
    "١٢٣", "王 " * 30, "a b c d e f g h i j k l m n o p q r s t u v w x y z", "-" * 40, "." * 60, "·" * 30, "王·", "·王", "()()()", "👩‍💻" * 12,
    "🇨🇳🇫🇷🇯🇵", "🇦", "👨‍👩‍👧‍👦👨‍👩‍👧‍👦", "☃︎☃️", "1️⃣", "J̧̨̛̖j", "ẞßſ", "ǅ", "Ǆuro", "𓀀𓁐", "𐎠𐎡𐎢", "𒀀𒁀", "𝕏", "ᚠᚢᚦ", "ꙮ", "﷽", "﷽﷽﷽", "𪚥", "𰻝𰻝面", "㐂", "〇", "々木",
    "ﷺ", "ဪ", "ꧪ", "𖹀", "𞤀𞤣𞤤𞤢𞤥", "𑄌𑄋𑄴𑄟𑄳𑄦", "𐒰𐓐", "ꚠꚡ", "ꬰ", "ꭰ", "᱐", "ᜀᜁ", "ᝀ", "ᯀ", "᮪ᮃ", "ꤊ", "ꡀ", "ࠀ", "ࡀ", "ࢠ", "ⰀⰁ", "ⲁⲃ", "ⴀ",
]


class Dice:
    """Only random() itself gives the same numbers on every Python."""

    def __init__(self, seed):
        self.random = random.Random(seed).random

    def below(self, n):
        return int(self.random() * n)

    def one_of(self, things):
        return things[self.below(len(things))]


dice = Dice(20261128)


def unihan(file, key):
    with bz2.open(UNIHAN / f"Unihan_{file}.txt.bz2", "rt", encoding="utf-8") as lines:
        for line in lines:
            parts = line.rstrip("\n").split("\t")
            if len(parts) == 3 and parts[1] == key:
                yield chr(int(parts[0][2:], 16)), parts[2]


def rare_hanzi():
    """By what it takes to draw them: the rarer third of the national table, then the extensions."""
    table = [hanzi for hanzi, place in unihan("OtherMappings", "kTGH") if int(place.split(":")[1]) > 6500]
    chinese = sorted(hanzi for hanzi, _ in unihan("IRGSources", "kIRG_GSource"))
    blocks = [(0x3400, 0x4dbf), (0x20000, 0x2a6df), (0x2a700, 0x2b81d), (0x2b820, 0x2ebe0), (0x30000, 0x3134a), (0x31350, 0x323af)]
    return [table, table, table, ["𠮷", "髙", "㛃", "𬭎", "䶮", "堃", "𫖯", "𬱖", "㵘", "𣗋"]] + \
        [[hanzi for hanzi in chinese if first <= ord(hanzi) <= last] or table for first, last in blocks]


RARE = rare_hanzi()


def common():
    return dice.one_of(SURNAMES) + dice.one_of(GIVEN) + (dice.one_of(GIVEN) if dice.random() < 0.72 else "")


def compound():
    return dice.one_of(COMPOUND) + dice.one_of(GIVEN) + (dice.one_of(GIVEN) if dice.random() < 0.5 else "")


def rare():
    hanzi = dice.one_of(dice.one_of(RARE))
    return dice.one_of(SURNAMES) + (hanzi if dice.random() < 0.4 else dice.one_of(GIVEN) + hanzi)


def minority():
    chance = dice.random()
    if chance < 0.6:
        return dice.one_of(DOTTED) + dice.one_of(DOTS) + dice.one_of(DOTTED)
    return dice.one_of(TIBETAN if chance < 0.72 else UYGHUR if chance < 0.85 else OWN_SCRIPT)


def script():
    names = OTHERS[dice.one_of(sorted(OTHERS))]
    return f"{dice.one_of(names)} {dice.one_of(names)}" if dice.random() < 0.3 else dice.one_of(names)


def latin():
    name = f"{dice.one_of(FIRST)} {dice.one_of(LAST)}"
    return f"{name}-{dice.one_of(LAST)}" if dice.random() < 0.2 else name


def mixed():
    chance = dice.random()
    if chance < 0.3:
        return f"{dice.one_of(ENGLISH)} {dice.one_of(SURNAMES)}"
    if chance < 0.6:
        return f"{common()} ({dice.one_of(ENGLISH)})"
    return dice.one_of([f"{common()}{dice.one_of(EMOJI)}", f"{dice.one_of(ENGLISH)} {dice.one_of(EMOJI)}",
                        f"{dice.one_of(FIRST)} {common()}", f"{dice.one_of(UYGHUR)} {common()}"])


def hostile():
    if HOSTILE:
        return HOSTILE.pop(0)
    return "".join(letter + "".join(dice.one_of(MARKS) for _ in range(1 + dice.below(9))) for letter in dice.one_of([latin, common])())


def main():
    makers = {"common": common, "compound": compound, "rare": rare, "minority": minority, "script": script, "latin": latin,
              "mixed": mixed, "hostile": hostile}
    names = {}
    for kind, n in N.items():
        goal = len(names) + n
        while len(names) < goal:
            names.setdefault(makers[kind](), kind)
    lines = "".join(f"{kind}\t{name}\n" for name, kind in names.items())
    if len(sys.argv) > 1:
        pathlib.Path(sys.argv[1]).write_text(lines, encoding="utf-8")
    else:
        sys.stdout.buffer.write(lines.encode("utf-8"))


if __name__ == "__main__":
    main()
