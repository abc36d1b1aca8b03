"""Where articles, their releases and topics use pictures, and how a draft takes a new version."""

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from news.models import Article, ArticlePicture, ArticleRelease, Topic
from waishi.accounts.models import User
from waishi.languages import NAMES, columns
from waishi.media.models import Picture
from waishi.media.uses import Place, in_the_office, names_picture
from waishi.media.versions import Switch
from waishi.publishing import saving


def _may_open(articles: QuerySet, user: User) -> QuerySet:
    return articles.filter(pk__in=Article.objects.visible_to(user).values("pk"))


def _of_articles_one_may_open(rows: QuerySet, user: User) -> QuerySet:
    return rows.filter(article__in=Article.objects.visible_to(user).values("pk"))


def _article_of(row: Any) -> tuple[str, str]:
    return in_the_office(row.article)


def _release(release: ArticleRelease) -> tuple[str, str]:
    day = timezone.localtime(release.live_from).strftime("%Y-%m-%d")
    said = f"{release.title}（{NAMES[release.language]}，{day} 发布）"
    return said, reverse("admin:news_article_releases", args=[release.article_id])


PLACES = (
    Place(
        "稿件题图",
        lambda number, names: Article.objects.filter(lead_picture=number),
        visible=_may_open,
    ),
    Place(
        "稿件组图",
        lambda number, names: ArticlePicture.objects.filter(picture=number).select_related(
            "article"
        ),
        _article_of,
        _of_articles_one_may_open,
    ),
    Place(
        "稿件正文",
        lambda number, names: Article.objects.filter(names_picture(names, *columns("body"))),
        visible=_may_open,
    ),
    Place(
        "发布稿（含历次）",
        lambda number, names: ArticleRelease.objects.filter(
            Q(lead_picture=number) | names_picture(names, "document")
        ).for_rows(),
        _release,
        _of_articles_one_may_open,
    ),
    Place("专题题图", lambda number, names: Topic.objects.filter(lead_picture=number)),
)


def _drafts(old: Picture, user: User) -> QuerySet:
    shows = Q(lead_picture=old) | Q(gallery__picture=old)
    for name in columns("body"):
        shows |= Q(**{f"{name}__contains": old.url})
    shown = Article.objects.filter(shows).values("pk")
    return Article.objects.visible_to(user).filter(pk__in=shown)


def _switch(shown: Any, old: Picture, new: Picture, by: User) -> None:
    article = Article.objects.visible_to(by).select_for_update(of=("self",)).get(pk=shown.pk)
    fields = []
    if article.lead_picture_id == old.pk:
        article.lead_picture = new
        fields.append("lead_picture")
    for name in columns("body"):
        text = getattr(article, name) or ""
        if old.url in text:
            setattr(article, name, text.replace(old.url, new.url))
            fields.append(name)
    gallery = article.gallery.filter(picture=old)
    parts = ["gallery"] if gallery.exists() else []
    saving.save(article, by, fields, lambda: gallery.update(picture=new), parts)


SWITCH = Switch(_drafts, _switch)
