"""What the register contributes to the first page of the office."""

import calendar
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Expression, F, QuerySet
from django.db.models.functions import JSONObject, TruncDate
from django.urls import reverse
from django.utils import timezone

from friendship_cities.models import Agreement, Partnership
from waishi.accounts.models import User
from waishi.languages import SOURCE, column
from waishi.site.desk import ROWS, Block, Item, Rows, Source

ANNIVERSARIES_AHEAD = timedelta(days=60)
RENEWALS_AHEAD = timedelta(days=180)
RENEWALS_BEHIND = timedelta(days=30)


def ties_for(user: User, moment: Expression) -> QuerySet | None:
    """Ties in force with the days they began, as which kind."""
    if not user.holds("friendship_cities.view_partnership"):
        return None
    day = TruncDate(moment)
    ties = Partnership.objects.in_force(day).with_days_it_changed(day)
    name = column("name", SOURCE)
    described = JSONObject(
        number=F("pk"),
        city=F(f"city__{name}"),
        party=F(f"local_party__{name}"),
        kind=F("kind"),
        days=F("days_it_changed"),
    )
    return ties.annotate(j=described).values("j")


def anniversaries_block(rows: Rows, moment: datetime) -> Block:
    today = timezone.localdate(moment)
    coming = []
    for row in rows:
        began = _began(row)
        if began is None:
            continue
        day = next_anniversary(began, today)
        if day - today <= ANNIVERSARIES_AHEAD:
            coming.append((day, day.year - began.year, row))
    coming.sort(key=lambda one: (one[0], -one[1]))
    return Block("结好周年（60天内）", [_anniversary(*one, today) for one in coming[:ROWS]])


def next_anniversary(began: date, today: date) -> date:
    """The first anniversary from `today` on; of 29 February, the 28th in common years."""
    for year in (today.year, today.year + 1):
        day = began.day
        if (began.month, day) == (2, 29) and not calendar.isleap(year):
            day = 28
        found = date(year, began.month, day)
        if found >= today and found > began:
            return found
    return date(today.year + 2, began.month, min(began.day, 28))


def _began(row: dict[str, Any]) -> date | None:
    """The day the tie became what it is, where it is known to the day."""
    for change in row["days"]:
        if change["kind"] == row["kind"]:
            is_a_day = change["first_day"] == change["last_day"]
            return date.fromisoformat(change["first_day"]) if is_a_day else None
    return None


def _anniversary(day: date, years: int, row: dict[str, Any], today: date) -> Item:
    left = (day - today).days
    told = "今天" if not left else f"{left}天后"
    return Item(
        f"{row['party']}—{row['city']}",
        reverse("admin:friendship_cities_partnership_change", args=[row["number"]]),
        f"{day.month}月{day.day}日（{told}），{years}周年",
        f"{years}周年" if years % 10 == 0 else "",
    )


def renewals_for(user: User, moment: Expression) -> QuerySet | None:
    """Agreements that run out soon, or just did, and that nothing follows."""
    if not user.holds("friendship_cities.change_agreement"):
        return None
    day = TruncDate(moment)
    ending = Agreement.objects.filter(
        valid_until__gte=day - RENEWALS_BEHIND,
        valid_until__lte=day + RENEWALS_AHEAD,
        renews_automatically=False,
        followed_by=None,
    )
    described = JSONObject(number=F("pk"), title=F(column("title", SOURCE)), until=F("valid_until"))
    return ending.order_by("valid_until").annotate(j=described).values("j")[:ROWS]


def renewals_block(rows: Rows, moment: datetime) -> Block:
    today = timezone.localdate(moment)
    items = []
    for row in rows:
        until = date.fromisoformat(row["until"])
        left = (until - today).days
        told = f"还有{left}天" if left >= 0 else f"已过{-left}天"
        address = reverse("admin:friendship_cities_agreement_change", args=[row["number"]])
        note = f"{until.year}年{until.month}月{until.day}日到期，{told}"
        items.append(
            Item(row["title"] or "（无名称）", address, note, "已到期" if left < 0 else "")
        )
    return Block("协议续签", items)


SOURCES = {
    70: Source("anniversaries", ties_for, anniversaries_block),
    80: Source("renewals", renewals_for, renewals_block),
}
