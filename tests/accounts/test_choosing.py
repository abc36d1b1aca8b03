"""Choosing related records: what one may open, or what readers see."""

import pytest
from django.urls import reverse

from tests.factories import CountryFactory, VisitFactory

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
