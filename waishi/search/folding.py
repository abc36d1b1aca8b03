"""The form of a text in which it is compared: ours and the reader's fold to the same.

Folding goes character by character, so that whatever stands in a text is found in
its folded text, and every place in the folded text leads back to one in the text.
"""

import unicodedata

from waishi.site.hant import to_simplified

# Diacritics over letters: Medellín is found by medellin. The marks of kana are none.
MARKS = range(0x300, 0x370)


class _Folds(dict[int, str]):
    """What each character folds to; worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_character(chr(code))
        return folded


def _fold_character(character: str) -> str:
    """Full width to half width, capitals to small, traditional to simplified, no diacritics.

    What is invisible folds to nothing: a paste from WeChat leaves zero-width
    characters inside words.
    """
    plain = unicodedata.normalize("NFKD", character)
    bare = "".join(
        one for one in plain if ord(one) not in MARKS and unicodedata.category(one) != "Cf"
    )
    return to_simplified(unicodedata.normalize("NFKC", bare).casefold())


_folds = _Folds()


def fold(text: str) -> str:
    """`Ｇ20在Medellín` → `g20在medellin`."""
    return unicodedata.normalize("NFC", text).translate(_folds)


def fold_with_places(text: str) -> tuple[str, list[int]]:
    """The folded form of an NFC `text`, and where each of its characters comes from."""
    folded = [_folds[ord(character)] for character in text]
    places = [place for place, piece in enumerate(folded) for _ in piece]
    return "".join(folded), places
