"""Days as papers state them: what is read, what is refused, and what the database makes of it."""

import datetime

import pytest
from django.core import serializers
from django.core.exceptions import ValidationError

from friendship_cities.models import Standing
from tests.factories import PartnershipFactory, StandingFactory
from waishi.dates import PartialDate, PartialDateField, PartialDateFormField

READ = [
    ("1982-12-03", PartialDate(1982, 12, 3)),
    ("1982-12", PartialDate(1982, 12)),
    ("1982", PartialDate(1982)),
    ("1982年12月3日", PartialDate(1982, 12, 3)),
    ("1982年12月", PartialDate(1982, 12)),
    ("1982年", PartialDate(1982)),
    ("1982.12.3", PartialDate(1982, 12, 3)),
    ("1982/12", PartialDate(1982, 12)),
    ("１９８２年１２月３日", PartialDate(1982, 12, 3)),
    (" 1982 年 12 月\u30003 日 ", PartialDate(1982, 12, 3)),
    ("2024-02-29", PartialDate(2024, 2, 29)),
    ("1000", PartialDate(1000)),
    ("9998-12-31", PartialDate(9998, 12, 31)),
]


@pytest.mark.parametrize(("text", "date"), READ)
def test_a_date_is_read_as_an_office_writes_it(text, date):
    assert PartialDate.parse(text) == date


@pytest.mark.parametrize(
    "text",
    [
        "2021-02-31",
        "2023-02-29",
        "1900年2月29日",
        "2021-13",
        "1982-00",
        "1982-12-00",
        "1982-4-31",
        "0000",
        "0001-01-01",
        "0202-03-05",
        "9999",
    ],
)
def test_a_day_that_no_calendar_has_is_refused(text):
    with pytest.raises(ValueError, match=f"“{text}”不是日历上有的日期"):
        PartialDate.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "去年冬天",
        "82-12-03",
        "12-03",
        "1982-",
        "1982-12-",
        "1982.",
        "1982-12-03-04",
        "1982-12-03 10:00",
        "198212",
        "1982-12-03。",
        "-1982",
        "1982--12",
        "19821203",
        "一九八二年",
        "1982年12月3日签署",
    ],
)
def test_what_is_no_date_is_refused_in_a_sentence(text):
    with pytest.raises(ValueError, match="不是能识别的日期"):
        PartialDate.parse(text)


def test_a_long_wrong_text_is_not_repeated_in_full():
    with pytest.raises(ValueError, match="不是能识别的日期") as refused:
        PartialDate.parse("很久以前" * 1000)
    assert len(str(refused.value)) < 100


@pytest.mark.parametrize("parts", [(1982, None, 3), (1982, 0), (1982, 13), (0,), (1982, 2, 30)])
def test_no_other_road_makes_an_impossible_date(parts):
    with pytest.raises(ValueError, match=r"."):
        PartialDate(*parts)


@pytest.mark.parametrize(
    ("text", "first", "last", "is_exact"),
    [
        ("1982-12-03", (1982, 12, 3), (1982, 12, 3), True),
        ("1982-12", (1982, 12, 1), (1982, 12, 31), False),
        ("2024-02", (2024, 2, 1), (2024, 2, 29), False),
        ("2023-02", (2023, 2, 1), (2023, 2, 28), False),
        ("1982", (1982, 1, 1), (1982, 12, 31), False),
    ],
)
def test_a_date_spans_the_days_it_can_have_been(text, first, last, is_exact):
    date = PartialDate.parse(text)
    assert (date.first_day, date.last_day) == (datetime.date(*first), datetime.date(*last))
    assert date.is_exact is is_exact
    after = date.last_day + datetime.timedelta(days=1)
    assert PartialDate.spanning(date.first_day, after) == date


@pytest.mark.parametrize(("text", "date"), READ)
def test_a_date_is_written_so_that_it_can_be_read_again(text, date):
    assert PartialDate.parse(str(date)) == date


# In a form -----------------------------------------------------------------------


@pytest.mark.parametrize("text", ["1982-12-03", "1982-12", "1982"])
def test_a_form_shows_what_it_was_given_and_finds_it_unchanged(text):
    field = PartialDateFormField()
    date = field.clean(text)
    shown = field.prepare_value(date)
    assert shown == text
    assert not field.has_changed(date, shown)
    assert field.has_changed(date, "1983")


def test_an_empty_box_is_no_date():
    assert PartialDateFormField(required=False).clean("  ") is None
    assert PartialDateFormField().prepare_value(None) == ""


@pytest.mark.parametrize("text", ["2021-02-31", "去年", "1" * 41])
def test_a_form_says_what_is_wrong_in_chinese(text):
    with pytest.raises(ValidationError) as refused:
        PartialDateFormField().clean(text)
    assert [line for line in refused.value.messages if not line.isascii()]


# In the database -----------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["1982-12-03", "1982-12", "1982", "2024-02-29", "9998"])
def test_the_database_gives_back_what_it_was_given(text):
    standing = StandingFactory(from_on=text)
    standing.refresh_from_db()
    assert standing.from_on == PartialDate.parse(text)


@pytest.mark.django_db
def test_the_database_holds_nothing_where_no_date_is_known():
    standing = StandingFactory(from_on=None, attested_on="2021-12-31")
    standing.refresh_from_db()
    assert standing.from_on is None


@pytest.mark.django_db
def test_the_first_and_last_day_are_asked_of_the_database():
    tie = PartnershipFactory()
    year, month, day = (
        StandingFactory(partnership=tie, from_on=text) for text in ("1982", "1982-11", "1982-12-03")
    )
    known = Standing.objects.all()

    def holds_by(*parts):
        return set(known.filter(from_on__last_day__lte=datetime.date(*parts)))

    assert holds_by(1982, 11, 29) == set()
    assert holds_by(1982, 11, 30) == {month}
    assert holds_by(1982, 12, 3) == {month, day}
    assert holds_by(1982, 12, 30) == {month, day}
    assert holds_by(1982, 12, 31) == {month, day, year}
    assert set(known.filter(from_on__first_day__lte=datetime.date(1982, 1, 1))) == {year}
    assert list(known.order_by("from_on__first_day")) == [year, month, day]
    assert list(known.order_by("from_on__last_day")) == [month, day, year]


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", ["1982-13", "去年", "2021-02-31"])
def test_the_orm_refuses_what_is_no_date(wrong):
    with pytest.raises(ValidationError):
        StandingFactory(from_on=wrong)


@pytest.mark.django_db
def test_history_keeps_each_date_as_far_as_it_was_known():
    standing = StandingFactory(from_on="1982")
    standing.from_on = PartialDate(1982, 12)
    standing.save()
    known = standing.history.order_by("history_id").values_list("from_on", flat=True)
    assert list(known) == [PartialDate(1982), PartialDate(1982, 12)]


@pytest.mark.django_db
def test_a_date_goes_through_a_fixture_unchanged():
    standing = StandingFactory(from_on="1982-12")
    text = serializers.serialize("json", [standing], fields=["from_on"])
    assert '"from_on": "1982-12"' in text
    assert next(serializers.deserialize("json", text)).object.from_on == PartialDate(1982, 12)


def test_a_python_day_is_known_to_the_day():
    assert PartialDateField().to_python(datetime.date(1982, 12, 3)) == PartialDate(1982, 12, 3)
