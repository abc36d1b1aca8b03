"""An article as readers will have it: at three widths, in each language, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.timezone import localtime

from news import sharing
from news.models import Article, PreviewLink
from news.models.preview_link import DAYS, MOST_DAYS
from news.previewing import LIVE, WORKING, find_source, page_instead
from waishi.languages import LANGUAGES, NAMES
from waishi.numbers import number_of
from waishi.publishing.models import AuditEntry, Review
from waishi.publishing.moments import database_moment
from waishi.site.languages import PREFIXES, TRADITIONAL
from waishi.site.previewing import Preview, may_be_framed, stands_in_a_frame

if TYPE_CHECKING:
    from news.admin.article import ArticleAdmin

WIDTHS = {"phone": ("手机", 390), "tablet": ("平板", 768), "desktop": ("电脑", 1280)}
OPENINGS = ("打开预览链接", "预览链接打不开")
MOST_OPENINGS = 100
IN_SCRIPT = NAMES | {TRADITIONAL: "繁體"}
PLAIN = {WORKING: "工作稿", LIVE: "读者现在看到的"}


class LinkForm(forms.Form):
    """To whom a link is given, and for how long."""

    language = forms.ChoiceField(choices=[(code, code) for code in LANGUAGES])
    given_to = forms.CharField(max_length=80)
    days = forms.IntegerField(min_value=1, max_value=MOST_DAYS)


@dataclass(frozen=True)
class Frame:
    """One page in its frame: `source` and language of what it shows, and where that is."""

    source: str
    language: str
    label: str
    address: str


def preview_page(admin: ArticleAdmin, request: HttpRequest, article: Article) -> HttpResponse:
    """One or two pages in frames of a chosen width; readers' pages, not copies of them."""
    given = act_on_links(request, article) if request.method == "POST" else None
    if given is not None and not given:
        return HttpResponseRedirect(request.get_full_path())
    sources = _sources(article)
    first, second = (_asked(request, article, name, sources) for name in ("first", "second"))
    width = request.GET.get("width", "")
    context = {
        **admin.admin_site.each_context(request),
        # The frames need the room.
        "is_nav_sidebar_enabled": False,
        "opts": admin.opts,
        "title": f"预览：{article}",
        "article": article,
        "sources": [(name, label, langs) for name, (label, langs) in sources.items()],
        "languages": IN_SCRIPT.items(),
        "widths": [(name, label, size) for name, (label, size) in WIDTHS.items()],
        "width": width if width in WIDTHS else "phone",
        "first": first,
        "second": second,
        "frames": [frame for frame in (first, second) if frame],
        "can_preview_site": request.user.holds("news.preview_site"),
        **links_of(request, article),
        "given": given,
    }
    return TemplateResponse(request, "office/preview.html", context)


def links_of(request: HttpRequest, article: Article) -> dict[str, Any]:
    """The links that were given to this text, with every opening, for whoever may see them."""
    if not request.user.holds("news.view_previewlink"):
        return {}
    links = list(article.preview_links.for_list())
    numbers = [str(link.pk) for link in links]
    told = AuditEntry.objects.filter(kind=PreviewLink._meta.verbose_name, number__in=numbers)
    opened = list(told.filter(act__in=OPENINGS)[:MOST_OPENINGS])
    valid = set(article.preview_links.valid_at(database_moment()).values_list("pk", flat=True))
    for link in links:
        link.openings = [entry for entry in opened if entry.number == str(link.pk)]
        link.is_valid = link.pk in valid
    return {
        "links": links,
        "why_no_links": sharing.why_not(request.user),
        "days": DAYS,
        "most_days": MOST_DAYS,
    }


def act_on_links(request: HttpRequest, article: Article) -> str:
    """Give or revoke a link; the address of a new one, which is shown this once."""
    form = LinkForm(request.POST)
    link = article.preview_links.filter(pk=number_of(request.POST.get("link"))).first()
    try:
        if "_revoke" in request.POST and link:
            sharing.revoke(link, request.user)
            messages.success(request, "已收回，链接不再能打开。")
            return ""
        if not form.is_valid():
            raise ValidationError(f"请写明给谁看、哪个语种、几天（1 至 {MOST_DAYS}）。")
        _, token = sharing.give(article, by=request.user, **form.cleaned_data)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return ""
    return request.build_absolute_uri(reverse("shared_text", args=[token]))


def _sources(article: Article) -> dict[str, tuple[str, list[str]]]:
    """What can be shown, newest first: its name, what people call it, and its languages."""
    found = {name: (label, list(LANGUAGES)) for name, label in PLAIN.items()}
    moment = database_moment()
    for one in article.releases.order_by("-live_from").for_rows()[:20]:
        when = f"{localtime(one.live_from):%Y-%m-%d %H:%M}"
        state = "定时发布稿" if one.live_from > moment else "发布稿"
        found[f"release-{one.pk}"] = (f"{state} {when}（{NAMES[one.language]}）", [one.language])
    said = Review.objects.of_every_language(article).reverse().defer("document")
    for review in said[:20]:
        when = f"{localtime(review.given_at):%Y-%m-%d %H:%M}"
        label = f"{review.get_verdict_display()}时的稿子 {when}（{NAMES[review.language]}）"
        found[f"review-{review.pk}"] = (label, [review.language])
    return found


def _asked(request: HttpRequest, article: Article, name: str, sources: dict) -> Frame | None:
    """The frame an address asks for, as `working:en`; the first is always there."""
    source, _, language = request.GET.get(name, "").partition(":")
    if source in sources and language in PREFIXES:
        return _frame(article, source, language, sources)
    return _frame(article, WORKING, LANGUAGES[0], sources) if name == "first" else None


def _frame(article: Article, source: str, language: str, sources: dict) -> Frame:
    label, kept_in = sources[source]
    # What is in one language only is shown in that; the other script is derived.
    if len(kept_in) == 1 and language != kept_in[0]:
        language = language if _is_derived(language, kept_in[0]) else kept_in[0]
    path = f"{PREFIXES[language]}/news/{article.pk}/"
    address = _prefix(article, source) + path
    return Frame(source, language, f"{label} · {IN_SCRIPT[language]}", address)


def _is_derived(language: str, of: str) -> bool:
    return language == TRADITIONAL and of == LANGUAGES[0]


def _prefix(article: Article, source: str) -> str:
    return reverse("admin:news_article_preview", args=[article.pk]) + source


def previewed_page(
    admin: ArticleAdmin, request: HttpRequest, article: Article, source: str, path: str = ""
) -> HttpResponse:
    """A public page, with `source` in the place of the article's own."""
    found = find_source(article, source)
    if found is None:
        raise Http404
    if not request.user.holds("news.view_articlerelease"):
        raise PermissionDenied
    preview = Preview(
        prefix=_prefix(article, source),
        mark="" if stands_in_a_frame(request) else _mark(article, source),
        instead=page_instead(article, found),
    )
    return may_be_framed(preview.answer(request, f"/{path}"))


def _mark(article: Article, source: str) -> str:
    said: dict[str, Any] = {
        "said": f"预览：{PLAIN.get(source, '存档的一稿')}（不是网站上的页面）",
        "back": reverse("admin:news_article_preview", args=[article.pk]),
    }
    return render_to_string("office/_preview_mark.html", said)
