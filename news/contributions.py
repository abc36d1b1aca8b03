"""采用统计: what each unit handed in within a quarter, and what of it was released.

A text counts in the quarter of its first submission, for the unit of whoever began
it; it is adopted once its Chinese is live for the first time, whenever that is. So a
rate never exceeds the whole, and rises while late texts are released.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from io import BytesIO
from typing import Self

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Now
from django.utils import timezone
from openpyxl.cell import WriteOnlyCell
from openpyxl.workbook import Workbook

from news.models import Article, ArticleRelease
from waishi.accounts.models import User
from waishi.languages import SOURCE, column
from waishi.publishing.models import Review

NO_UNIT = "（未填单位）"
# Four figures and a quarter: the first submission this software can have seen, and after.
FIRST_YEAR, LAST_YEAR = 2000, 9998


@dataclass(frozen=True)
class Quarter:
    """Three months of the calendar, in Beijing time."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.year, (day.month + 2) // 3)

    @classmethod
    def parse(cls, typed: str) -> Self | None:
        """`2026-Q4`; None for anything else."""
        year, _, number = typed.partition("-Q")
        if not (year.isascii() and year.isdigit() and len(year) == 4):
            return None
        if number not in ("1", "2", "3", "4") or not FIRST_YEAR <= int(year) <= LAST_YEAR:
            return None
        return cls(int(year), int(number))

    @property
    def start(self) -> datetime:
        return timezone.make_aware(
            datetime.combine(date(self.year, 3 * self.number - 2, 1), time.min)
        )

    def moved(self, quarters: int) -> "Quarter":
        year, number = divmod(self.year * 4 + self.number - 1 + quarters, 4)
        return Quarter(year, number + 1)

    def __str__(self) -> str:
        return f"{self.year}-Q{self.number}"

    @property
    def label(self) -> str:
        return f"{self.year}年第{'一二三四'[self.number - 1]}季度"


@dataclass
class Tally:
    """How many were handed in, and how many of them readers have seen."""

    submitted: int = 0
    adopted: int = 0

    def add(self, submitted: int, adopted: int) -> None:
        self.submitted += submitted
        self.adopted += adopted

    @property
    def rate(self) -> str:
        return f"{self.adopted / self.submitted:.0%}" if self.submitted else ""


@dataclass
class UnitTally(Tally):
    """One unit's numbers, with those of each section."""

    unit: str = ""
    sections: dict[str, Tally] = field(default_factory=dict)


def contributions(user: User, quarter: Quarter) -> QuerySet:
    """The texts first submitted in the quarter that the person may open, thrown away or not."""
    said = Review.objects.filter(
        content_type=ContentType.objects.get_for_model(Article),
        language=SOURCE,
        verdict=Review.Verdict.SUBMITTED,
    )
    first = said.filter(object_id=OuterRef("pk")).order_by("given_at").values("given_at")[:1]
    live = ArticleRelease.objects.filter(article=OuterRef("pk"), language=SOURCE)
    shown = live.filter(live_from__lte=Now()).order_by("live_from").values("live_from")
    within = (quarter.start, quarter.moved(1).start)
    some = said.filter(given_at__gte=within[0], given_at__lt=within[1]).values("object_id")
    articles = Article.objects.opened_by(user).filter(pk__in=some)
    return (
        articles.annotate(first_submitted_at=Subquery(first), first_released_at=Subquery(shown[:1]))
        .filter(first_submitted_at__gte=within[0])
        .select_related("section", "created_by")
        .defer("body_zh_hans", "body_en", "summary_zh_hans", "summary_en")
        .order_by("created_by__unit", "first_submitted_at", "pk")
    )


def by_unit(articles: QuerySet) -> list[UnitTally]:
    """Each unit's numbers, counted by the database; who handed in most stands first."""
    # Named first: of expressions alone modeltranslation's values() makes every column.
    named = articles.order_by().annotate(
        unit=F("created_by__unit"), section_name=F(column("section__name", SOURCE))
    )
    groups = named.values("unit", "section_name").annotate(
        submitted=Count("pk"), adopted=Count("first_released_at")
    )
    units: dict[str, UnitTally] = {}
    for group in groups.order_by("section__position", "section"):
        name = group["unit"] or NO_UNIT
        unit = units.setdefault(name, UnitTally(unit=name))
        numbers = group["submitted"], group["adopted"]
        unit.add(*numbers)
        unit.sections.setdefault(group["section_name"], Tally()).add(*numbers)
    return sorted(units.values(), key=lambda one: (-one.adopted, -one.submitted, one.unit))


def of_unit(articles: QuerySet, unit: str) -> QuerySet:
    """Those of one unit, as `by_unit` names it."""
    return articles.filter(created_by__unit="" if unit == NO_UNIT else unit)


def unit_of(article: Article) -> str:
    """The unit of whoever began the text."""
    return article.created_by.unit or NO_UNIT


def first_quarter() -> Quarter | None:
    """The quarter of the first submission there is; None before it."""
    earliest = Review.objects.order_by("pk").values_list("given_at", flat=True).first()
    return Quarter.of(timezone.localdate(earliest)) if earliest else None


def workbook_of(quarter: Quarter, articles: QuerySet) -> bytes:
    """The numbers and the texts behind them, as the office files them."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(quarter.label)
    _write(sheet, "单位", "栏目", "送审", "采用", "采用率")
    for unit in by_unit(articles):
        _write(sheet, unit.unit, "合计", unit.submitted, unit.adopted, unit.rate)
        for section, count in unit.sections.items():
            _write(sheet, unit.unit, section, count.submitted, count.adopted, count.rate)
    listed = book.create_sheet("稿件")
    _write(listed, "单位", "起草人", "编号", "标题", "栏目", "首次送审", "首次发布")
    for one in articles:
        days = [_day(one.first_submitted_at), _day(one.first_released_at)]
        names = (unit_of(one), one.created_by.display_name)
        _write(listed, *names, one.pk, str(one), str(one.section), *days)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _write(sheet: object, *values: str | int) -> None:
    """One row; what somebody typed is text, also where it begins as a formula does."""
    cells = []
    for value in values:
        cell = WriteOnlyCell(sheet, value)
        if isinstance(value, str):
            cell.data_type = "s"
        cells.append(cell)
    sheet.append(cells)


def _day(moment: datetime | None) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d}" if moment else ""
