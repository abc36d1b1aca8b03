"""复制到公众号: the released text with its styles by one press, its pictures beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from news.models import Article
from news.wechat import for_wechat
from waishi.languages import SOURCE
from waishi.media.models import Picture
from waishi.publishing.moments import database_moment

if TYPE_CHECKING:
    from news.admin.article import ArticleAdmin


def wechat_page(admin: ArticleAdmin, request: HttpRequest, article: Article) -> HttpResponse:
    """What readers see now, ready for the WeChat editor; never a draft."""
    live = article.releases.live_at(database_moment()).in_language(SOURCE).first()
    context = {
        **admin.admin_site.each_context(request),
        "title": f"复制到公众号：{article}",
        "opts": admin.opts,
        "article": article,
        "release": live,
    }
    if live:
        uses = live.document["gallery"]
        files = dict(
            Picture.objects.filter(pk__in=[use["picture"] for use in uses]).values_list(
                "pk", "file"
            )
        )
        made = for_wechat(live.document, [(files[u["picture"]], u["caption"]) for u in uses])
        context |= {
            "html": made.html,
            "pictures": [(file, default_storage.url(file)) for file in made.files],
            "cover": live.lead_picture,
        }
    return TemplateResponse(request, "office/wechat.html", context)
