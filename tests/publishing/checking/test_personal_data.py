import pytest

from waishi.publishing.checking import personal_data
from waishi.publishing.checking.findings import Level
from waishi.publishing.checking.personal_data import identity_cards, level_of_passport, passports


def with_check_digit(seventeen):
    """A number of the right form that the tests make up: area 000000 was given to nobody."""
    total = sum(int(a) * b for a, b in zip(seventeen, personal_data.WEIGHTS, strict=True))
    return seventeen + personal_data.CHECK_DIGITS[total % 11]


CARD = with_check_digit("10000019900101001")


def test_an_identity_number_is_found():
    (fault,) = identity_cards(f"身份证号{CARD}，联系人")

    assert fault.said == "是居民身份证号，不得公开"


@pytest.mark.parametrize(
    "words",
    [
        # The check digit, the day of birth, the length.
        CARD[:-1] + ("0" if CARD[-1] != "0" else "1"),
        with_check_digit("10000019901301001"),
        CARD + "0",
        "统一社会信用代码12500000009276048X1",
        "文号202109150000123456",
    ],
)
def test_other_long_numbers_are_left_alone(words):
    assert list(identity_cards(words)) == []


@pytest.fixture
def _own_number(monkeypatch):
    monkeypatch.setattr(personal_data, "_contacts", [lambda: "值班电话 130 0000 0001"])


@pytest.mark.usefixtures("_own_number")
@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("联系人手机13000000002", 1),
        ("联系人手机130-0000-0002", 1),
        ("+86 13000000002", 1),
        ("值班电话13000000001", 0),
        ("热线12308，座机+86-10-65612308", 0),
        ("案号2021130000000021", 0),
    ],
)
def test_mobile_numbers_are_found_unless_the_office_publishes_them(words, count):
    assert len(list(personal_data.phones(words))) == count


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("护照号E00000000", Level.BLOCKING),
        ("passport No. EA0000000", Level.BLOCKING),
        ("编号E00000000", Level.WARNING),
    ],
)
def test_a_passport_number_is_certain_where_passports_are_spoken_of(words, level):
    (fault,) = passports(words)

    assert level_of_passport(words, fault) == level


@pytest.mark.parametrize("words", ["G20峰会", "渝外办〔2021〕12号", "K12345678", "AE00000000"])
def test_other_numbers_with_letters_are_no_passports(words):
    assert list(passports(words)) == []
