"""A character, a word or a mark that stands twice."""

import re
from collections.abc import Iterator

from waishi.publishing.checking.findings import Fault

# Characters that never stand twice, but where a word begins with the second
# (“进行了了解”, “友谊和和平”, “与与会嘉宾”) or ends with the first (“成都都市圈”).
# Nouns and verbs are left out: “人大常委会会议”, “重庆市市长”, “天天”, “应对对华” are right.
FOLLOWED = {
    "的": "士确",
    "了": "解望",
    "是": "否非",
    "在": "线渝京华校职建场岗外任",
    "和": "平谐睦美善田解气",
    "与": "会",
    "将": "军领士",
    "把": "关握手",
    "被": "子告",
    "及": "时格",
    "由": "于此",
    "从": "业事而此",
    "其": "他它余中次实间格",
    "也": "门许",
    "就": "业任读地近是座诊餐",
    "有": "关效利限益望序机",
    "到": "访来场会期达位底处",
    "我": "国市省区州县",
    "这": "些样里",
    "那": "些样里",
    "为": "了此期何止",
    "都": "市江匀柏灵",
    "不": "",
    "他": "",
    "你": "",
    "她": "",
    "们": "",
    "该": "",
    "之": "",
    "所": "",
    "且": "",
    "或": "者",
    "但": "",
    "却": "",
    "已": "",
    "吗": "",
}
PRECEDED = {
    "了": "不为",
    "就": "成",
    "都": "成首京国古故",
    "为": "认成作因以视称列行有",
    "和": "中缓温饱",
    "与": "参给赋",
    "其": "尤极与土",
    "的": "目",
    "是": "但于",
    "有": "所拥具",
    "将": "即",
    "在": "存实内潜",
    "之": "总",
    "所": "厕场",
    "及": "以涉普",
    "由": "自理",
    "到": "周",
    "那": "",
}
ONE_TWICE = re.compile(rf"([{''.join(FOLLOWED)}])\1")
SEVERAL_TWICE = re.compile(r"([\u4e00-\u9fff]{2,10})\1")
# Right as they are: places, and words that are said twice.
TWICE = {"沃加", "沃拉", "帕果", "波拉", "巴登", "研究", "学习", "讨论", "考虑", "商量", "休息"}
WORD_TWICE = re.compile(r"\b([A-Za-z]{2,})\s+\1\b", re.IGNORECASE)
ENGLISH_TWICE = {"had", "that", "wagga", "walla", "pago", "bora", "baden"}
MARK_TWICE = re.compile(
    r"([，。；：、！？])\1+|(?<![,.])([,;])\2+(?![,.])|、[，。；]|，[。；、]|。[，、；]"
)


def doubled_characters(words: str) -> Iterator[Fault]:
    """的的, 了了, 代表团代表团; not 天天, 常委会会议, 进行了了解."""
    for found in ONE_TWICE.finditer(words):
        character = found[1]
        before, after = words[found.start() - 1 : found.start()], words[found.end() :][:1]
        is_word = (after and after in FOLLOWED[character]) or (
            before and before in PRECEDED.get(character, "")
        )
        if not is_word:
            yield Fault(*found.span(), f"“{found[0]}”重复")
    for found in SEVERAL_TWICE.finditer(words):
        several = found[1]
        if len(set(several)) > 1 and several not in TWICE and not several.startswith("一"):
            yield Fault(*found.span(), f"“{several}”写了两遍")


def doubled_words(words: str) -> Iterator[Fault]:
    """The the, of of."""
    for found in WORD_TWICE.finditer(words):
        if found[1].lower() not in ENGLISH_TWICE:
            yield Fault(*found.span(), f"“{found[1]}”写了两遍")


def doubled_marks(words: str) -> Iterator[Fault]:
    """，， or 、。: two marks where one is meant."""
    for found in MARK_TWICE.finditer(words):
        yield Fault(*found.span(), f"标点“{found[0]}”连用")
