"""Preview links: given, revoked and opened; the only writer of them.

A link opens one text as it stood when the link was given, and nothing else. Whatever is
wrong with it (never given, over, revoked, from a network that is not listed, switched
off) the answer is the same.
"""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from news.models import Article, PreviewLink, PreviewSharing
from news.models.preview_link import DAYS, MOST_DAYS
from waishi.accounts.models import User
from waishi.languages import NAMES
from waishi.publishing import audit
from waishi.publishing.documents import document_of
from waishi.publishing.moments import database_moment

PERMISSION = "news.give_preview_link"
# 256 bits.
BYTES = 32


def sharing() -> PreviewSharing:
    """The office's switch and networks; off where nobody ever set them."""
    return PreviewSharing.objects.first() or PreviewSharing()


def why_not(by: User) -> str:
    """Why a person cannot give links; empty where they can."""
    if not by.holds(PERMISSION):
        return "您没有给出预览链接的权限。"
    if not sharing().is_on:
        return "预览链接没有启用，由管理员在“预览链接设置”里打开。"
    return ""


@transaction.atomic
def give(
    article: Article, language: str, by: User, given_to: str, days: int = DAYS
) -> tuple[PreviewLink, str]:
    """Give a link to the text as it stands now; returns it with what stands in its address.

    That is told this once: only its hash is kept.
    """
    if refusal := why_not(by):
        raise ValidationError(refusal)
    if not Article.objects.visible_to(by).filter(pk=article.pk).exists():
        raise ValidationError("您不能给出这一稿的预览链接。")
    if not given_to.strip():
        raise ValidationError("请写明给谁看。")
    if not 1 <= days <= MOST_DAYS:
        raise ValidationError(f"预览链接最短 1 天，最长 {MOST_DAYS} 天。")
    document = document_of(article, language)
    if not document["title"]:
        raise ValidationError(f"{NAMES[language]}稿还没有标题。")
    token, now = secrets.token_urlsafe(BYTES), database_moment()
    link = PreviewLink.objects.create(
        token_hash=hash_of_token(token),
        article=article,
        language=language,
        document=document,
        given_to=given_to.strip()[:80],
        given_by=by,
        given_at=now,
        expires_at=now + timedelta(days=days),
    )
    audit.record(by, "给出预览链接", link, article=article.pk, language=language, days=days)
    return link, token


@transaction.atomic
def revoke(link: PreviewLink, by: User) -> None:
    """Close a link for good."""
    if not by.holds(PERMISSION):
        raise ValidationError("您没有收回预览链接的权限。")
    link = PreviewLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    if not Article.objects.visible_to(by).filter(pk=link.article_id).exists():
        raise ValidationError("您不能收回这一稿的预览链接。")
    if link.revoked_at:
        raise ValidationError("这个链接已经收回。")
    link.revoked_at, link.revoked_by = database_moment(), by
    link.save(update_fields=["revoked_at", "revoked_by"])
    audit.record(by, "收回预览链接", link, article=link.article_id)


def open_link(token: str, address: str, moment: datetime) -> PreviewLink | None:
    """The link, where it opens for somebody at `address`; written down either way."""
    found = PreviewLink.objects.filter(token_hash=hash_of_token(token))
    link = found.select_related("article", "given_by").first()
    if link is None:
        return None
    opens = sharing().admits(address) and found.valid_at(moment).exists()
    act = "打开预览链接" if opens else "预览链接打不开"
    audit.record(None, act, link, address=address, article=link.article_id)
    return link if opens else None


def hash_of_token(token: str) -> str:
    """What is kept of what stands in an address."""
    return hashlib.sha256(token.encode()).hexdigest()
