"""Pages between an article and the register: 登记为来访、活动, and 据此写稿."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse

from friendship_cities.models import Event, Partnership, Visit
from news.models import Article, ArticlePicture, Section
from news.registering import KINDS, countries_of, draft_about, prefilled, register
from waishi.accounts.models import User
from waishi.publishing.admin.office import admin_address
from waishi.publishing.models import Stage

LINKS = ("countries", "partnerships", "pictures")


class RecordForm(forms.ModelForm):
    """What an article knows of a record; only facts, each to be looked at."""

    countries = forms.ModelMultipleChoiceField(None, label="国家", required=False)
    partnerships = forms.ModelMultipleChoiceField(None, label="友城", required=False)
    pictures = forms.ModelMultipleChoiceField(None, label="带上稿件的图片", required=False)

    def __init__(self, article: Article, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial=prefilled(article), **kwargs)
        ties = Partnership.objects.select_related("city", "local_party")
        offered = {
            "countries": countries_of(article),
            "partnerships": ties.filter(articles=article),
            "pictures": ArticlePicture.objects.filter(article=article).select_related("picture"),
        }
        for name, rows in offered.items():
            field: Any = self.fields[name]
            field.queryset, field.initial = rows, list(rows)
            field.widget = forms.CheckboxSelectMultiple(choices=field.choices)
            if not field.initial:
                del self.fields[name]

    @property
    def links(self) -> dict[str, Any]:
        """The rows that were ticked."""
        return {name: list(self.cleaned_data.get(name) or []) for name in LINKS}


class VisitForm(RecordForm):
    class Meta:
        model = Visit
        fields = ["title_zh_hans", "title_en", "direction", "scope", "starts_on", "ends_on"]
        fields += ["source"]


class EventForm(RecordForm):
    class Meta:
        model = Event
        fields = ["title_zh_hans", "title_en", "kind", "scope", "starts_on", "ends_on"]
        fields += ["venue_zh_hans", "source"]


FORMS = {"visit": VisitForm, "event": EventForm}


def register_page(site: Any, request: HttpRequest, number: int, kind: str) -> HttpResponse:
    """A form that holds what the article knows; one press registers, links and proposes."""
    user: Any = request.user
    article = _article(user, number)
    if kind not in KINDS:
        raise Http404
    if not (user.holds("news.change_article") and user.holds(f"friendship_cities.add_{kind}")):
        raise PermissionDenied
    form = FORMS[kind](article, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            proposal = register(article, form.save(commit=False), form.links, user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"已登记并关联，提请公开：{proposal.title}。由另一人同意。")
            return HttpResponseRedirect(admin_address(article))
    context = {
        **site.each_context(request),
        "title": f"登记为{KINDS[kind]._meta.verbose_name}",
        "article": article,
        "form": form,
        "is_under_review": article.stage != Stage.DRAFT,
    }
    return TemplateResponse(request, "office/register.html", context)


class DraftForm(forms.Form):
    section = forms.ModelChoiceField(Section.objects.none(), label="栏目")

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["section"]
        field.queryset = Section.objects.visible_to(by).order_by("position", "pk")


def draft_page(site: Any, request: HttpRequest, number: int, kind: str) -> HttpResponse:
    """Choose a section; one press makes the draft and opens it."""
    user: Any = request.user
    model: Any = KINDS.get(kind)
    if model is None:
        raise Http404
    if not (user.holds("news.add_article") and user.holds(f"friendship_cities.view_{kind}")):
        raise PermissionDenied
    record = model.objects.filter(pk=number).first()
    if record is None:
        raise Http404
    form = DraftForm(request.POST or None, by=user)
    if request.method == "POST" and form.is_valid():
        article = draft_about(record, form.cleaned_data["section"], user)
        messages.success(request, "已起草：只有台账里的事实，正文由您来写。")
        return HttpResponseRedirect(admin_address(article))
    context = {
        **site.each_context(request),
        "title": f"据此写稿：{record}",
        "form": form,
        "record": record,
        "back": admin_address(record),
    }
    return TemplateResponse(request, "office/draft_about.html", context)


def _article(user: User, number: int) -> Article:
    article = Article.objects.visible_to(user).filter(pk=number).first()
    if article is None:
        raise Http404
    return article
