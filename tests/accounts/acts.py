"""Everything a button of the office does, with all it needs to be done by whoever may."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import BOUNDARY, encode_multipart
from django.urls import reverse
from django.utils import timezone

from news.admin.reviewing.acts import ACTS as OF_REVIEW
from news.admin.timing import ACTS as OF_TIME
from news.models import Article
from tests.accounts.an_office import AnOffice
from tests.accounts.examples import records
from tests.publishing.test_office_forms import form_of
from waishi.languages import ENGLISH, SOURCE
from waishi.publishing import correcting, translating
from waishi.publishing.checking import findings_of
from waishi.publishing.reviewing import hashes_of
from waishi.publishing.signing import fingerprint_of


@dataclass(frozen=True)
class Act:
    """One press of a button: on which page, on what, and what the form would send."""

    page: str
    button: str
    about: str
    path: str
    sent: bytes


def acts_of(made: AnOffice) -> list[Act]:
    """Each act once, on a thing it can be done to."""
    return [
        *_of_review(made),
        *_of_releases(made),
        *_of_articles(made),
        *_of_translations(made),
        *_of_records(made),
        *_of_lists(made),
    ]


def act(page: str, button: str, args: list = (), about: str = "", query: str = "", **sent) -> Act:
    sent.setdefault(button, "1")
    path = reverse(f"admin:{page}", args=args) + query
    return Act(page, button, about, path, encode_multipart(BOUNDARY, sent))


def _of_review(made: AnOffice) -> Iterator[Act]:
    """Every button there is: a new one without a thing to do it to is done to what waits."""
    things = {"_submit": made.own, "_sign": made.at_first}
    for button in OF_REVIEW:
        yield _reviewed(made, button, things.get(button, made.waiting))
    for button in ("_approve", "_return"):
        yield _reviewed(made, button, made.at_first, "first review")
        yield _reviewed(made, button, made.at_second, "second review")
        yield _reviewed(made, button, made.translated, "translation", ENGLISH)
    yield _reviewed(made, "_submit", made.older, "translation", ENGLISH)


def _reviewed(
    made: AnOffice, button: str, article: Article, about: str = "", language: str = SOURCE
) -> Act:
    read_hash = hashes_of(article)[language]
    return act(
        "news_article_review",
        button,
        [article.pk],
        about,
        language=language,
        read_hash=read_hash,
        opinion="已核对",
        accepted=_ticked(made, article, language=language),
        signer="周某",
        post="分管副主任",
        signed_on=f"{timezone.localdate()}",
        fingerprint=fingerprint_of(read_hash),
        scan=SimpleUploadedFile("a.pdf", b"%PDF-1.7"),
    )


def _ticked(
    made: AnOffice, article: Article, document: dict | None = None, language: str = SOURCE
) -> list[str]:
    """Every warning there is, ticked."""
    return [one.key for one in findings_of(article, language, made.moment, document)]


def _of_releases(made: AnOffice) -> Iterator[Act]:
    page, at = "news_article_releases", made.moment + timedelta(days=5)
    first, scheduled = made.live.releases.order_by("pk")
    ticked = _ticked(made, made.live, scheduled.document)
    for button in OF_TIME:
        when = f"{timezone.localtime(at):%Y-%m-%dT%H:%M}"
        yield act(page, button, [made.live.pk], release=scheduled.pk, at=when, accepted=ticked)
    down = made.down.withdrawals.get()
    for button in ("_give_reason", "_reinstate"):
        sent = {"withdrawal": down.pk, "reason": "数字有误", "accepted": _ticked(made, made.down)}
        yield act(page, button, [made.down.pk], **sent)
    version = Article.objects.get(pk=made.live.pk).version
    yield act("news_article_release", "restore", [made.live.pk, first.pk], read_version=version)
    yield act("withdraw", "withdraw", query=f"?page={made.live.pk}", languages=SOURCE, kind="error")
    accepted = [one.key for one in correcting.asks_for(made.erratum)]
    for button in ("_agree", "_return"):
        args = [made.erratum.pk]
        yield act("news_erratum_review", button, args, opinion="不改", accepted=accepted)


def _of_articles(made: AnOffice) -> Iterator[Act]:
    form = "news_article_change"
    for thing, about in ((made.own, "own"), (made.other, "other's")):
        yield act("news_article_delete", "post", [thing.pk], about)
        shown = _form(made.office.writer, reverse(f"admin:{form}", args=[thing.pk]))
        typed = shown | {"title_zh_hans": "改过的标题"}
        yield act(form, "_save", [thing.pk], about, **typed)
        yield act(form, "_check", [thing.pk], about, **shown)
        yield act(form, f"_submit_{SOURCE}", [thing.pk], about, **shown)
    yield act("news_article_trash", "bring back", article=made.trashed.pk)
    for button in ("keep", "_forget"):
        yield act("keep_form", button, _path=reverse("admin:news_article_add"))
    given = {"given_to": "某领事馆", "language": SOURCE, "days": 3}
    yield act("news_article_preview", "_give", [made.other.pk], **given)
    yield act("news_article_preview", "_revoke", [made.other.pk], link=made.link.pk)


def _form(person: object, path: str) -> dict:
    """What the form of an address holds for somebody who may open it."""
    client = Client()
    client.force_login(person)
    return form_of(client, path)


def _of_translations(made: AnOffice) -> Iterator[Act]:
    page, args = "news_article_translate", [made.older.pk]
    path = reverse(f"admin:{page}", args=args)
    shown = _form(made.office.translator, path)
    yield act(page, "_save", args, **shown | {"title_en": "Another title"})
    yield act(page, "_submit_en", args, **shown)
    source = translating.units_of(made.older, SOURCE)
    seen = json.dumps({name: translating.seen_of(said) for name, said in source.items()})
    for button in ("_right", "_minor"):
        yield act(page, button, args, **shown, **{button: "title", "seen": seen})


def _of_records(made: AnOffice) -> Iterator[Act]:
    for proposal, about in ((made.proposal, "visit"), (made.pick_proposal, "pick")):
        for button in ("_agree", "_return"):
            args = [proposal.pk]
            yield act("publishing_proposal_change", button, args, about, opinion="缺依据")
    things = [
        (made.hidden_event, made.office.registrar, "_propose"),
        (made.visit, made.office.registrar, "_take_back"),
        (made.hidden_section, made.office.administrator, "_propose"),
        (made.section, made.office.administrator, "_take_back"),
        (made.banner, made.office.final, "_put_live"),
    ]
    for thing, person, button in things:
        page = f"{thing._meta.app_label}_{thing._meta.model_name}_change"
        shown = _form(person, reverse(f"admin:{page}", args=[thing.pk]))
        yield act(page, button, [thing.pk], **shown, urgent_reason="夜间急事")
    query = f"?pictures={made.unused_picture.pk}"
    yield act("media_picture_batch", "_spread", query=query)
    for button in ("_try", "_import"):
        yield act("import_old_addresses", button, pasted="/a.html,/news/")
    yield act("media_picture_switch", "switch", [made.new_version.pk], draft=[made.other.pk])


def _of_lists(made: AnOffice) -> Iterator[Act]:
    """Each action of each list, done to the last of its examples."""
    for model, listed in admin.site._registry.items():
        page = f"{model._meta.app_label}_{model._meta.model_name}_changelist"
        about, thing = records(made, model)[-1]
        for _, action, _ in listed._get_base_actions() if listed.actions is not None else []:
            sent = {"action": action, "_selected_action": thing.pk, "post": "yes"}
            yield act(page, action, about=about, reason="用词有误", **sent)
