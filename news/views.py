"""The pages of news."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from friendship_cities.related import links_to_records
from news.describing import describe_article
from news.models import ArticleRelease, Section, Topic, Withdrawal
from news.rendering import pictures_in, render_body
from waishi.languages import SOURCE, column
from waishi.media.models import Picture
from waishi.site.frame import PublicRequest, public_page
from waishi.site.languages import address_in
from waishi.site.linked_data import origin_of
from waishi.site.paging import Page, page_by_key


def releases_of(request: PublicRequest) -> QuerySet[ArticleRelease]:
    """What the public reads at the request's moment and in its language, as cards."""
    live = ArticleRelease.objects.live_at(request.moment).in_language(request.language)
    return live.newest_first().for_cards()


def page_of(request: PublicRequest, releases: QuerySet[ArticleRelease]) -> Page:
    """One page of releases by key."""
    return page_by_key(request, releases, dated="dated_at", number="article_id")


@public_page(reads=["before"])
def article_list(request: PublicRequest) -> HttpResponse:
    page = page_of(request, releases_of(request))
    return render(request, "news/article_list.html", {"page": page})


@public_page(reads=["before"])
def section_detail(request: PublicRequest, slug: str) -> HttpResponse:
    section = get_object_or_404(Section.objects.public(), slug=slug)
    page = page_of(request, releases_of(request).in_section(section))
    return render(request, "news/section_detail.html", {"section": section, "page": page})


@public_page
def topic_list(request: PublicRequest) -> HttpResponse:
    named = Topic.objects.public().filter(**{column("name", request.language) + "__gt": ""})
    topics = named.select_related("lead_picture")
    return render(
        request, "news/topic_list.html", {"topics": mark_past(list(topics), request.moment)}
    )


@public_page(reads=["before"])
def topic_detail(request: PublicRequest, slug: str) -> HttpResponse:
    named = Topic.objects.public().filter(**{column("name", request.language) + "__gt": ""})
    topic = get_object_or_404(named.select_related("lead_picture"), slug=slug)
    mark_past([topic], request.moment)
    page = page_of(request, releases_of(request).filter(topic_ids__contains=[topic.pk]))
    return render(request, "news/topic_detail.html", {"topic": topic, "page": page})


@public_page
def article_detail(request: PublicRequest, number: int) -> HttpResponse:
    release = ArticleRelease.objects.for_page(number, request.language, request.moment).first()
    if release is None:
        return _answer_without_release(request, number)
    if release.external_url:
        return HttpResponseRedirect(release.external_url)
    document = release.document
    wanted = Q(file__in=pictures_in(document["body"]))
    wanted |= Q(pk__in=[use["picture"] for use in document["gallery"]])
    pictures = {picture.pk: picture for picture in Picture.objects.filter(wanted)}
    context = {
        "release": release,
        "document": document,
        "section": release.section,
        "body": render_body(document["body"], request.language, pictures.values()),
        "gallery": [use | {"picture": pictures[use["picture"]]} for use in document["gallery"]],
        "original_on": release.original_on,
        "topics": [_link("topic_detail", topic["slug"], topic) for topic in release.topic_links],
        "related": links_to_records(release),
        "previous": _neighbour(release.older),
        "following": _neighbour(release.newer),
        "notice": _notice(release.notice),
        "available_in": release.languages,
        "linked_data": [describe_article(release, request.frame.identity, origin_of(request))],
        "newer_source": address_in(request.path, SOURCE) if release.is_older_than_source else "",
    }
    return render(request, "news/article_detail.html", context)


def _link(view: str, key: str | int, named: dict[str, Any]) -> dict[str, str]:
    return {"title": named["title"], "url": reverse(f"news:{view}", args=[key])}


def _neighbour(named: dict[str, Any] | None) -> dict[str, str] | None:
    return _link("article_detail", named["number"], named) if named else None


def _notice(withdrawal: dict[str, Any] | None) -> dict[str, Any] | None:
    """The standing notice, its moment as a moment again: JSON made it a text."""
    if withdrawal is None:
        return None
    return withdrawal | {"withdrawn_from": datetime.fromisoformat(withdrawal["withdrawn_from"])}


def _answer_without_release(request: PublicRequest, number: int) -> HttpResponse:
    """Why there is no page: taken down, merged into another, or never there."""
    withdrawal = (
        Withdrawal.objects.standing_at(request.moment)
        .filter(article=number, language=request.language)
        .order_by("-withdrawn_from")
        .first()
    )
    if withdrawal and withdrawal.kind == Withdrawal.Kind.MERGED:
        target = reverse("news:article_detail", args=[withdrawal.merged_into_id])
        return HttpResponsePermanentRedirect(target)
    if withdrawal and withdrawal.kind == Withdrawal.Kind.ERROR:
        return render(request, "410.html", {"withdrawal": withdrawal}, status=410)
    languages = ArticleRelease.objects.live_at(request.moment).filter(article=number)
    available_in = list(languages.values_list("language", flat=True))
    return render(request, "404.html", {"available_in": available_in}, status=404)


def mark_past(topics: list[Topic], moment: datetime) -> list[Topic]:
    """Topics whose time is over are shown as past."""
    today = timezone.localdate(moment)
    for topic in topics:
        topic.is_past = topic.ends_on is not None and topic.ends_on < today
    return topics
