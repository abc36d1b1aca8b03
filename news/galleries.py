"""Pictures that come in for an article go into its gallery."""

from typing import Any

from django.db import models

from news.models import Article, ArticlePicture
from waishi.accounts.models import User
from waishi.media.galleries import Gallery, Placed
from waishi.publishing import saving


def _find(user: User, number: int) -> models.Model | None:
    if not user.has_perm("news.change_article"):
        return None
    return Article.objects.visible_to(user).filter(pk=number).first()


def _put(shown: Any, placed: list[Placed], by: User) -> None:
    """Behind the pictures that are there; one that is there already is not put twice."""
    article = Article.objects.visible_to(by).select_for_update(of=("self",)).get(pk=shown.pk)
    there = list(article.gallery.all())
    known = {use.picture_id for use in there}
    last = max((use.position for use in there), default=0)
    new = [one for one in placed if one.picture.pk not in known]

    def write() -> None:
        for position, one in enumerate(new, start=last + 1):
            ArticlePicture.objects.create(
                article=article,
                picture=one.picture,
                position=position,
                alt_zh_hans=one.alt,
                caption_zh_hans=one.caption,
            )

    if new:
        saving.save(article, by, [], write, ["gallery"])


GALLERY = Gallery(_find, _put)
