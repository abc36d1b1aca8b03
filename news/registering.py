"""登记为来访、活动: a record made from an article, and an article drafted from a record.

Only facts go over: titles, days, countries, ties, pictures. Nothing is worded anew.
"""

import re
from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.html import format_html, format_html_join

from friendship_cities.models import Country, Event, Visit
from news.models import Article, Section
from waishi.accounts.models import User
from waishi.dates import PartialDate
from waishi.languages import LANGUAGES, SOURCE, column, columns, text_in
from waishi.publishing import proposing, saving
from waishi.publishing.checking.passages import plain_text
from waishi.publishing.models import Proposal
from waishi.site.templatetags.site_tags import day_in_words

Record = Visit | Event
KINDS: dict[str, type[Record]] = {"visit": Visit, "event": Event}
# Articles point to them by these names.
LINKS = {Visit: "visits", Event: "events"}
A_DAY = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")


def day_in(article: Article) -> PartialDate | None:
    """The one day the Chinese names with its year; None where it names none, or several."""
    told = " ".join(
        plain_text(text_in(article, name, SOURCE)) for name in ("title", "summary", "body")
    )
    days = set()
    for said in A_DAY.findall(told):
        try:
            days.add(PartialDate.parse(said))
        except ValueError:
            return None
    return days.pop() if len(days) == 1 else None


def prefilled(article: Article) -> dict[str, Any]:
    """What of an article a record can begin with."""
    day = day_in(article)
    source = "，".join(filter(None, [article.source_zh_hans, f"《{article}》", article.source_url]))
    return {
        **{name: getattr(article, name) for name in columns("title")},
        "starts_on": str(day) if day else "",
        "source": source,
    }


def countries_of(article: Article) -> QuerySet[Country]:
    """The countries of an article, those of its ties among them."""
    return Country.objects.filter(
        Q(articles=article) | Q(cities__partnerships__articles=article)
    ).distinct()


@transaction.atomic
def register(article: Article, record: Record, links: dict[str, Any], by: User) -> Proposal:
    """Keep `record` internally, link the article to it, and propose it for the public.

    `links` holds countries, partnerships and the pictures of the article to take over.
    """
    kind = type(record)
    if not by.holds(f"friendship_cities.add_{kind._meta.model_name}"):
        raise ValidationError("您没有登记的权限。")
    locked = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
    _refuse_twice(locked, record)

    def write_parts() -> None:
        record.countries.set(links["countries"])
        record.partnerships.set(links["partnerships"])
        record.cities.set([tie.city for tie in links["partnerships"]])
        _take_pictures(links["pictures"], record.pictures)

    saving.create(record, by, write_parts)
    proposal = proposing.propose_publication(record, by)
    name = LINKS[kind]
    saving.save(locked, by, [], lambda: getattr(locked, name).add(record), [name])
    return proposal


def _refuse_twice(article: Article, record: Record) -> None:
    """A button pressed twice makes one record."""
    known = getattr(article, LINKS[type(record)])
    if known.filter(title_zh_hans=record.title_zh_hans, starts_on=record.starts_on).exists():
        raise ValidationError(f"《{record}》已经登记，稿件已关联到它。")


def waiting_with(article: Article, by: User) -> list[Proposal]:
    """Records an article is about whose publication `by` could agree to along with it."""
    if not by.holds("publishing.decide_proposal"):
        return []
    about = Q()
    for model, name in LINKS.items():
        kind = ContentType.objects.get_for_model(model)
        about |= Q(content_type=kind, object_id__in=getattr(article, name).values("pk"))
    waiting = Proposal.objects.pending().filter(about, changes__has_key="is_public")
    return list(waiting.exclude(proposed_by=by).prefetch_related("record").order_by("pk"))


def agree_together(article: Article, chosen: Iterable[str], by: User) -> list[str]:
    """Agree to the chosen records of an article that was released; their titles."""
    wanted = [one for one in waiting_with(article, by) if str(one.pk) in set(chosen)]
    for proposal in wanted:
        proposing.decide(proposal, by, agree=True)
    return [proposal.title for proposal in wanted]


@transaction.atomic
def draft_about(record: Record, section: Section, by: User) -> Article:
    """A draft that holds the facts of a record, a line each, and its pictures."""
    article = Article(
        section=section,
        body_zh_hans=_facts(record),
        source_zh_hans=by.unit[:120],
        created_by=by,
        **{name: getattr(record, name) for name in columns("title")},
    )

    def write_parts() -> None:
        article.countries.set(record.countries.all())
        article.partnerships.set(record.partnerships.all())
        getattr(article, LINKS[type(record)]).set([record])
        _take_pictures(record.pictures.all(), article.gallery)

    saving.create(article, by, write_parts)
    return article


def _take_pictures(uses: Iterable[Any], into: Any) -> None:
    for use in uses:
        said = {
            column(name, code): text_in(use, name, code)
            for name in ("alt", "caption")
            for code in LANGUAGES
        }
        into.create(picture=use.picture, position=use.position, **said)


def _facts(record: Record) -> str:
    lines = [(label, said) for label, said in _told(record) if said]
    return format_html_join("\n", "<p>{}：{}</p>", lines) or format_html("<p></p>")


def _told(record: Record) -> Iterable[tuple[str, str]]:
    ends = f"至{day_in_words(record.ends_on)}" if record.ends_on else ""
    yield "时间", day_in_words(record.starts_on) + ends
    if isinstance(record, Event):
        yield "地点", text_in(record, "venue", SOURCE)
        for one in record.organisers.all():
            yield one.get_role_display(), text_in(one, "name", SOURCE)
        return
    yield "方式", record.get_direction_display()
    yield "代表团", text_in(record, "delegation", SOURCE)
    yield "主持接待", text_in(record, "hosts", SOURCE)
    guests = [
        (text_in(one, "post", SOURCE), text_in(one, "name", SOURCE)) for one in record.guests.all()
    ]
    yield "来宾", "；".join(f"{name}（{post}）" if post else name for post, name in guests)
    for stop in record.stops.all():
        day = f"（{day_in_words(stop.day)}）" if stop.day else ""
        yield "行程地点", text_in(stop, "place", SOURCE) + day
