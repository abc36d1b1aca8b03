"""The check before release asks the register whether readers see what a text links to."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from friendship_cities import checking
from tests.content import public_tie
from tests.factories import EventFactory, PartnershipFactory, VisitFactory
from waishi.languages import LANGUAGES

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
def test_what_readers_see_can_be_linked_to(office, moment, language):
    tie, visit = public_tie(office), office.make_public(VisitFactory())
    event = office.make_public(EventFactory())

    assert checking.partnerships({tie.slug}, language, moment) == {tie.slug: True}
    assert checking.visits({visit.pk}, language, moment) == {visit.pk: True}
    assert checking.events({event.pk}, language, moment) == {event.pk: True}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_nobody_approved_is_not_seen_and_what_is_not_there_is_unknown(moment, language):
    tie, visit, event = PartnershipFactory(), VisitFactory(), EventFactory()

    assert checking.partnerships({tie.slug, "nowhere"}, language, moment) == {tie.slug: False}
    assert checking.visits({visit.pk, 0}, language, moment) == {visit.pk: False}
    assert checking.events({event.pk, 0}, language, moment) == {event.pk: False}


def test_a_tie_that_ended_is_not_seen_though_it_was_made_public(client, office, moment):
    tie = public_tie(office, standing={"status": "ended", "reason": "内部"})

    assert checking.partnerships({tie.slug}, "zh-hans", moment) == {tie.slug: False}
    assert client.get(tie.get_absolute_url()).status_code == 404


def test_a_visit_to_come_is_not_seen_before_it_is_over(office, moment):
    tomorrow = timezone.localdate(moment) + timedelta(days=1)
    visit = office.make_public(VisitFactory(starts_on=str(tomorrow), ends_on=None))

    assert checking.visits({visit.pk}, "zh-hans", moment) == {visit.pk: False}
    assert checking.visits({visit.pk}, "zh-hans", moment + timedelta(days=2)) == {visit.pk: True}


@pytest.mark.parametrize(
    ("make", "ask"), [(VisitFactory, checking.visits), (EventFactory, checking.events)]
)
def test_what_has_no_english_is_not_seen_in_english(client, office, moment, make, ask):
    record = office.make_public(make(title_en=""))

    assert ask({record.pk}, "en", moment) == {record.pk: False}
    assert ask({record.pk}, "zh-hant", moment) == {record.pk: True}
    assert client.get(f"/en{record.get_absolute_url()}").status_code == 404
