"""The page of an article."""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.http import (
    Http404,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.urls import reverse

from friendship_cities.related import links_to_records
from news.ageing import age_of, changes_of
from news.describing import describe_article
from news.models import ArticleRelease, Section, Withdrawal
from news.rendering import headings_in, pictures_in, render_body
from waishi.languages import SOURCE
from waishi.media.models import Picture
from waishi.site.frame import PublicRequest, WrittenElsewhere, public_page
from waishi.site.languages import address_in
from waishi.site.linked_data import origin_of
from waishi.site.taking_along import code_of, letter_of

# With fewer chapters a text is its own table of contents.
FEWEST_CHAPTERS = 2


@public_page
def article_detail(request: PublicRequest, number: int) -> HttpResponse:
    release = ArticleRelease.objects.for_page(number, request.language, request.moment).first()
    if release is None:
        return _answer_without_release(request, number)
    if release.external_url:
        return HttpResponseRedirect(release.external_url)
    return article_page(request, release)


def article_page(request: PublicRequest, release: ArticleRelease) -> HttpResponse:
    """The page of a release that has what is `around` it; of one not stored, its preview."""
    changes = changes_of(release)
    context = {
        "release": release,
        "document": release.document,
        "section": release.section,
        **_content(request, release),
        "source_published_at": _moment(release.document["source_published_at"]),
        "original_on": release.original_on,
        "changes": changes,
        "age": age_of(release, changes, request.moment),
        "topics": [_link("topic_detail", topic["slug"], topic) for topic in release.topic_links],
        "related": links_to_records(release),
        "previous": _neighbour(release.older),
        "following": _neighbour(release.newer),
        "notice": _notice(release.notice),
        "available_in": release.languages,
        "linked_data": [describe_article(release, request.frame.identity, origin_of(request))],
        "newer_source": address_in(request.path, SOURCE) if release.is_older_than_source else "",
        "letter": letter_of(release.title, request.build_absolute_uri(request.path)),
    }
    return render(request, "news/article_detail.html", context)


@public_page
def article_qr(request: PublicRequest, number: int) -> HttpResponse:
    """The address of an article's page, to be taken over by a telephone."""
    live = ArticleRelease.objects.live_at(request.moment).in_language(request.language)
    if not live.filter(article=number, external_url="").exists():
        raise Http404
    return draw_qr(request, number)


def draw_qr(request: PublicRequest, number: int) -> HttpResponse:
    """The code, whether or not the page is there already: previews show it too."""
    address = request.build_absolute_uri(reverse("news:article_detail", args=[number]))
    return code_of(address)


def _content(request: PublicRequest, release: ArticleRelease) -> dict[str, Any]:
    """Text, pictures and videos; all the pictures in one statement."""
    document = release.document
    shown = [use["picture"] for use in document["gallery"]]
    shown += [video["poster"] for video in document["videos"]]
    wanted = Q(file__in=pictures_in(document["body"])) | Q(pk__in=shown)
    pictures = {picture.pk: picture for picture in Picture.objects.filter(wanted)}
    own_host = request.frame.identity.get("domain") or request.get_host()
    body = render_body(document["body"], request.language, pictures.values(), own_host)
    is_guide = release.section.layout == Section.Layout.GUIDE
    chapters = headings_in(document["body"]) if is_guide else []
    return {
        "body": body,
        "chapters": chapters if len(chapters) >= FEWEST_CHAPTERS else [],
        # What was reviewed once may show a picture that is no more.
        "gallery": [
            use | {"picture": pictures[use["picture"]]}
            for use in document["gallery"]
            if use["picture"] in pictures
        ],
        "videos": [
            video | {"poster": pictures[video["poster"]]}
            for video in document["videos"]
            if video["poster"] in pictures
        ],
    }


def _link(view: str, key: str | int, named: dict[str, Any]) -> dict[str, str]:
    return {"title": named["title"], "url": reverse(f"news:{view}", args=[key])}


def _neighbour(named: dict[str, Any] | None) -> dict[str, str] | None:
    return _link("article_detail", named["number"], named) if named else None


def _moment(text: str | None) -> datetime | None:
    """A moment again: JSON made it a text."""
    return datetime.fromisoformat(text) if text else None


def _notice(withdrawal: dict[str, Any] | None) -> dict[str, Any] | None:
    if withdrawal is None:
        return None
    return withdrawal | {"withdrawn_from": _moment(withdrawal["withdrawn_from"])}


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
    languages = ArticleRelease.objects.live_at(request.moment).filter(article=number)
    available_in = list(languages.values_list("language", flat=True))
    if withdrawal and withdrawal.kind == Withdrawal.Kind.ERROR:
        context = {"withdrawal": withdrawal, "available_in": available_in}
        return render(request, "410.html", context, status=410)
    raise WrittenElsewhere(available_in)
