"""Numbers that tell who somebody is (PIPL): never on a public page.

Only a number with a right check digit is an identity card (GB 11643): file
numbers and codes of 18 digits are left alone.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from waishi.publishing.checking.findings import Fault, Level

CARD = re.compile(r"(?<![\dA-Za-z])[1-9]\d{5}(?:18|19|20)\d{9}[\dXx](?![\dA-Za-z])")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"
PHONE = re.compile(r"(?<![\d-])(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?![\d-])")
PASSPORT = re.compile(
    r"(?<![A-Za-z0-9])(?:[EGDSPH]\d{8}|E[A-HJ-NP-Z]\d{7}|(?:SE|DE|PE|MA)\d{7})(?![A-Za-z0-9])"
)

Contacts = Callable[[], str]
_contacts: list[Contacts] = []


def contacts_come_from(contacts: Contacts) -> None:
    """Let the site say which telephone numbers are the office's own."""
    _contacts.append(contacts)


def identity_cards(words: str) -> Iterator[Fault]:
    """Resident identity numbers: 18 places with a right check digit and a day of birth."""
    for found in CARD.finditer(words):
        if is_identity_card(found[0]):
            yield Fault(*found.span(), "是居民身份证号，不得公开")


def is_identity_card(number: str) -> bool:
    """Whether the check digit and the day of birth are right."""
    total = sum(int(digit) * weight for digit, weight in zip(number, WEIGHTS, strict=False))
    return number[-1].upper() == CHECK_DIGITS[total % 11] and _is_day(number[6:14])


def phones(words: str) -> Iterator[Fault]:
    """Mobile numbers, but those the office publishes as its own."""
    found = list(PHONE.finditer(words))
    own = re.sub(r"\D", "", _own_contacts()) if found else ""
    for one in found:
        if _digits(one[0]) not in own:
            yield Fault(*one.span(), "像是手机号码，请核对可否公开")


def passports(words: str) -> Iterator[Fault]:
    """Numbers of Chinese passports: E12345678."""
    for found in PASSPORT.finditer(words):
        said = "是护照号码，不得公开" if _speaks_of_passports(words) else "像是护照号码，请核对"
        yield Fault(*found.span(), said)


def level_of_passport(words: str, _: Fault) -> Level:
    """Certain only where the words around it speak of passports."""
    return Level.BLOCKING if _speaks_of_passports(words) else Level.WARNING


def _speaks_of_passports(words: str) -> bool:
    return "护照" in words or "passport" in words.lower()


def _own_contacts() -> str:
    said: Iterable[str] = (contacts() for contacts in _contacts)
    return " ".join(said)


def _digits(phone: str) -> str:
    return re.sub(r"\D", "", phone)[-11:]


def _is_day(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True
