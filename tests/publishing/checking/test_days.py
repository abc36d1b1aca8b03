import pytest

from waishi.dates import PartialDate
from waishi.publishing.checking.days import impossible_days, wrong_weekdays

SPOKEN_ON = PartialDate(2021, 12, 5)


@pytest.mark.parametrize(
    "words",
    [
        "2021年2月29日在渝举行",
        "将于6月31日举行",
        "13月5日",
        "2021-02-30",
        "on 31 June 2021",
        "on February 30, 2021",
        "9月0日",
    ],
)
def test_a_day_in_no_calendar_is_found(words):
    (fault,) = impossible_days(words, SPOKEN_ON)

    assert "不是日历上有的日期" in fault.said


@pytest.mark.parametrize(
    "words",
    [
        "2021年12月3日（星期五）",
        "2020年2月29日",
        "2月29日",
        "农历2月30日",
        "咨询电话2021-02-306",
        "版本 2021.13.01.5",
        "on 30 June 2021",
        "May 2021, 31 cities",
        "比分 12-31",
    ],
)
def test_days_that_are_and_figures_that_are_no_day_are_left_alone(words):
    assert list(impossible_days(words, SPOKEN_ON)) == []


@pytest.mark.parametrize(
    ("words", "right"),
    [
        ("2021年12月3日（星期六）", "2021年12月3日是星期五"),
        ("2021年12月3日，周四", "2021年12月3日是星期五"),
        # Without a year, the one nearest to the day of the text.
        ("12月3日（星期三）", "2021年12月3日是星期五"),
        ("1月3日星期日", "2022年1月3日是星期一"),
        ("Saturday, 3 December 2021", "2021年12月3日是星期五"),
        ("Saturday, December 3, 2021", "2021年12月3日是星期五"),
    ],
)
def test_a_weekday_of_another_day_is_found(words, right):
    (fault,) = wrong_weekdays(words, SPOKEN_ON)

    assert fault.said == right


@pytest.mark.parametrize(
    "words",
    [
        "2021年12月3日（星期五）",
        "12月3日（周五）",
        "2021年12月5日星期天",
        "Friday, 3 December 2021",
        "Friday, December 3, 2021",
        "12月3日，周边国家",
        "2021年12月3日",
    ],
)
def test_a_right_weekday_is_left_alone(words):
    assert list(wrong_weekdays(words, SPOKEN_ON)) == []


def test_a_day_without_a_year_is_not_judged_in_a_text_of_a_month():
    assert list(wrong_weekdays("12月3日（星期三）", PartialDate(2021, 12))) == []
