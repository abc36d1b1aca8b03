"""Which records of the office an address is tried with."""

from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils import timezone

from friendship_cities.models import Agreement, City, Event, Partnership, Visit
from news.models import Article, ArticleRelease, FrontPick, Section, Topic, Withdrawal
from tests.accounts.an_office import AnOffice
from waishi.accounts.models import User
from waishi.languages import SOURCE
from waishi.media.models import Picture
from waishi.publishing.models import Deputy, LinkState, Occurrence, Proposal, Review
from waishi.site.models import AlertBanner

Records = list[tuple[str, Model]]
Examples = list[tuple[str, dict]]


def records(made: AnOffice, model: type[Model]) -> Records:
    """One in each state that matters, else any one; an empty one where there is none."""
    if of_model := _of_states(made).get(model):
        return of_model
    return [("", model._default_manager.first() or model(pk=0))]


def pages_below(made: AnOffice, model: type[Model]) -> Records:
    """Those to try the pages beside a form with: there a text's stage makes no difference."""
    found = records(made, model)
    if model is Article:
        found = [one for one in found if one[0] not in ("under review", "withdrawn")]
    return found


def _of_states(made: AnOffice) -> dict[type[Model], Records]:
    releases = made.live.releases.order_by("pk")
    return {
        Article: [
            ("own draft", made.own),
            ("other's draft", made.other),
            ("under review", made.waiting),
            ("released", made.live),
            ("withdrawn", made.down),
            ("trashed", made.trashed),
        ],
        ArticleRelease: [("live", releases.first()), ("scheduled", releases.last())],
        Withdrawal: [("", made.down.withdrawals.get())],
        FrontPick: [("of a draft", made.pick)],
        Section: [("public", made.section), ("internal", made.hidden_section)],
        Topic: [("public", made.topic), ("internal", made.hidden_topic)],
        Partnership: [("public", made.tie), ("internal", made.hidden_tie)],
        Visit: [("public", made.visit), ("internal", made.hidden_visit)],
        Event: [("public", made.event), ("internal", made.hidden_event)],
        City: [("internal", made.hidden_tie.city)],
        Agreement: [("internal", made.agreement)],
        AlertBanner: [("internal", made.banner)],
        Picture: [("used", made.new_version), ("unused", made.unused_picture)],
        LinkState: [("in another's draft", LinkState.objects.get())],
        Occurrence: [("live", Occurrence.objects.filter(state=Occurrence.State.LIVE).first())],
        Proposal: [("of a visit", made.proposal), ("of a pick", made.pick_proposal)],
        User: [("somebody else", made.somebody)],
        Deputy: [("", made.deputy)],
        Review: [("", Review.objects.of_text(made.at_second, SOURCE).first())],
    }


def further_examples(made: AnOffice) -> dict[str, Examples]:
    """Arguments of the patterns that are no page of one record in the admin."""
    return {**_of_the_office(made), **_of_readers(made)}


def _of_the_office(made: AnOffice) -> dict[str, Examples]:
    # When what is scheduled is out, as the preview's addresses write it.
    at = f"{timezone.localtime(made.moment + timedelta(days=4)):%Y-%m-%dT%H:%M}"
    shown = {
        "draft": made.other,
        "internal partnership": made.hidden_tie,
        "internal section": made.hidden_section,
    }
    return {
        "admin/news/article/about/<str:kind>/<int:number>/": [
            (f"{about} visit", {"kind": "visit", "number": one.pk})
            for about, one in records(made, Visit)
        ],
        "admin/preview/site/<str:at>/": [("", {"at": at})],
        "admin/preview/site/<str:at>/<path:path>": [
            ("home", {"at": at, "path": ""}),
            ("list", {"at": at, "path": "news/"}),
        ],
        "admin/sheets/<int:number>/": [("", {"number": made.sheet.pk})],
        "admin/erratum/<int:number>/": [("", {"number": made.erratum.pk})],
        "admin/r/<path:content_type_id>/<path:object_id>/": [
            ("nothing", {"content_type_id": "x", "object_id": "y"})
        ],
        "admin/r/<int:content_type_id>/<int:object_id>/": [
            (about, {"content_type_id": _kind(one), "object_id": one.pk})
            for about, one in shown.items()
        ],
        "admin/autocomplete/": [
            (field, {"query": f"?app_label=news&model_name=article&field_name={field}"})
            for field in ("countries", "partnerships", "visits", "events", "topics", "section")
        ],
        "admin/<app_label>/": [("news", {"app_label": "news"})],
        "admin/<url>": [("nothing", {"url": "nothing"})],
    }


def _kind(record: Model) -> int:
    return ContentType.objects.get_for_model(record).pk


def _of_readers(made: AnOffice) -> dict[str, Examples]:
    def numbers(model: type[Model]) -> Examples:
        return [(about, {"number": one.pk}) for about, one in records(made, model)]

    def slugs(model: type[Model], **more: object) -> Examples:
        return [(about, {"slug": one.slug, **more}) for about, one in records(made, model)]

    year = timezone.localdate().year
    return {
        "preview/<str:token>/": [("nothing", {"token": "nothing"})],
        "media/<path>": [("nothing", {"path": "nothing.jpg"})],
        "sitemap-<slug:name>-<number:number>.xml": [
            (name, {"name": name, "number": 1})
            for name in ("articles", "sections", "topics", "visits", "events", "partnerships")
        ],
        "feeds/<slug:slug>.atom": slugs(Section),
        "events/<number:number>.ics": numbers(Event),
        "news/all/<year:year>/": [("", {"year": year})],
        "news/all/<year:year>/<month:month>/": [("", {"year": year, "month": "06"})],
        "news/<number:number>/": numbers(Article),
        "news/<number:number>/qr.svg": numbers(Article),
        "news/<slug:slug>/": slugs(Section),
        "news/<slug:slug>/<year:year>/": slugs(Section, year=year),
        "news/<slug:slug>/<year:year>/<month:month>/": slugs(Section, year=year, month="06"),
        "topics/<slug:slug>/": slugs(Topic),
        "friendship-cities/<slug:slug>/": slugs(Partnership),
        "friendship-cities/<slug:slug>/qr.svg": slugs(Partnership),
        "countries/<iso2:iso2>/": [("", {"iso2": "fr"})],
        "visits/<number:number>/": numbers(Visit),
        "events/<number:number>/": numbers(Event),
    }
