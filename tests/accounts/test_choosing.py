"""Choosing related records: what one may open, or what readers see."""

import pytest
from django.urls import reverse

from tests.factories import ArticleFactory, CountryFactory, VisitFactory
from tests.publishing.test_office_forms import change_url, form_of

pytestmark = pytest.mark.django_db


def offered(client, person, field, model="article"):
    client.force_login(person)
    asked = {"app_label": "news", "model_name": model, "field_name": field}
    return client.get(reverse("admin:autocomplete"), asked)


def titles(response):
    return {row["text"] for row in response.json()["results"]}


def test_who_writes_without_the_register_is_offered_what_is_public_in_it(client, office):
    CountryFactory()
    public = office.make_public(VisitFactory(title_zh_hans="已公开的来访"))
    internal = VisitFactory(title_zh_hans="内部的来访")

    assert titles(offered(client, office.contributor, "visits")) == {str(public)}
    assert titles(offered(client, office.writer, "visits")) == {str(public), str(internal)}
    assert titles(offered(client, office.contributor, "countries")) == {"法国"}


def test_who_does_not_write_articles_is_offered_nothing_for_them(client, office):
    office.make_public(VisitFactory())

    assert offered(client, office.administrator, "visits").status_code == 403


def test_a_form_takes_no_internal_record_from_who_may_not_open_it(client, office):
    internal, named = VisitFactory(title_zh_hans="内部的来访"), VisitFactory()
    article = ArticleFactory(created_by=office.contributor)
    article.visits.add(named)
    client.force_login(office.contributor)
    form = form_of(client, change_url(article))

    refused = client.post(change_url(article), form | {"visits": [named.pk, internal.pk]})
    client.post(change_url(article), form | {"title_zh_hans": "改过的标题"})

    assert refused.context["adminform"].form.errors["visits"]
    assert "内部的来访" not in refused.content.decode()
    article.refresh_from_db()
    assert (article.title_zh_hans, [*article.visits.all()]) == ("改过的标题", [named])
