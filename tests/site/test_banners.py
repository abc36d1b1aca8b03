"""What every reader must know for a time, and who may say so."""

from datetime import timedelta

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction

from tests.factories import AlertBannerFactory
from tests.publishing.test_office_forms import change_url, form_of
from waishi.publishing.models import AuditEntry, Proposal
from waishi.publishing.proposing import ProposalRefused, decide, propose
from waishi.site.alerting import put_live_at_once
from waishi.site.frame import read_frame
from waishi.site.models import AlertBanner

pytestmark = pytest.mark.django_db

REASON = "凌晨三时发生地震，须立即提醒"
HOSTILE = ['"><script>alert(1)</script>', "</script><script>alert(1)</script>", "<img src=x>"]


def texts(language, moment=None):
    return [banner["text"] for banner in read_frame(language, moment).banners]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_banner_appears_and_disappears_at_its_moments(office, moment, language):
    banner = office.make_public(
        AlertBannerFactory(starts_at=moment, ends_at=moment + timedelta(hours=1))
    )
    microsecond = timedelta(microseconds=1)

    for at, shown in [
        (banner.starts_at - microsecond, False),
        (banner.starts_at, True),
        (banner.ends_at - microsecond, True),
        (banner.ends_at, False),
    ]:
        assert bool(texts(language, at)) is shown, at
        assert AlertBanner.objects.live_at(at).contains(banner) is banner.is_live_at(at) is shown


def test_a_banner_shows_above_every_page_of_both_languages(client, office):
    banner = office.make_public(AlertBannerFactory(link="https://cs.mfa.gov.cn/"))

    for address, text in [
        ("/", banner.text_zh_hans),
        ("/no-such-page/", banner.text_zh_hans),
        ("/en/about/", banner.text_en),
    ]:
        page = client.get(address).content.decode()
        assert text in page
        assert 'href="https://cs.mfa.gov.cn/"' in page


@pytest.mark.parametrize("english", ["", None])
def test_a_banner_without_english_is_not_shown_on_english_pages(client, office, english):
    banner = office.make_public(AlertBannerFactory(text_en=english))

    assert texts("zh-hans") == [banner.text_zh_hans]
    assert texts("en") == []
    assert "banner" not in client.get("/en/").content.decode()


def test_urgent_banners_stand_first(office):
    office.make_public(AlertBannerFactory(text_zh_hans="紧急", urgency="urgent"))
    office.make_public(AlertBannerFactory(text_zh_hans="一般", starts_at="2022-01-01 00:00+08:00"))

    assert texts("zh-hans") == ["紧急", "一般"]


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_in_a_banner_is_shown_as_text(client, office, text):
    office.make_public(AlertBannerFactory(text_zh_hans=text, text_en=text))

    for address in ("/", "/en/"):
        page = client.get(address).content.decode()
        assert text not in page
        assert "alert(1)" in page or "&lt;img" in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"ends_at": "2020-01-01 00:00+08:00"},
        {"ends_at": "2021-01-01 00:00+08:00"},
        {"text_zh_hans": "  "},
        {"text_zh_hans": None},
        {"link": "javascript:alert(1)"},
        {"is_unconfirmed": True},
        {"ends_at": None},
    ],
)
def test_what_is_no_banner_is_refused(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        AlertBannerFactory(**wrong)


# The second person, and the road without ------------------------------------------


RAW = "update site_alertbanner set is_public = true, version = version + 1"
RAW_WITH_A_REASON = RAW + ", is_unconfirmed = true, urgent_reason = %s, urgent_by_id = %s"


def serving():
    """The database with the rights of the web role, in sight of nothing uncommitted."""
    database = connection.settings_dict
    return psycopg.connect(host=database["HOST"], dbname=database["NAME"], user="waishi_web")


def test_a_banner_does_not_become_public_by_one_person(office):
    banner = AlertBannerFactory()

    for road in (
        lambda: AlertBanner.objects.update(is_public=True, version=2),
        lambda: AlertBannerFactory(is_public=True),
    ):
        with pytest.raises(IntegrityError, match="nobody approved"), transaction.atomic():
            road()
    banner.refresh_from_db()
    assert not banner.is_public


@pytest.mark.django_db(transaction=True)
def test_raw_sql_does_not_make_a_banner_public_either(office):
    banner = AlertBannerFactory()
    second, final = office.second, office.final
    refused = pytest.raises(psycopg.errors.CheckViolation, match="nobody approved")

    with serving() as web, refused:
        web.execute(RAW)
    # With a reason, but nobody was asked to confirm it.
    with serving() as web, refused:
        web.execute(RAW_WITH_A_REASON, [REASON, final.pk])
    put_live_at_once(banner, final, REASON)
    decide(Proposal.objects.get(), second, agree=False, opinion="情况不实")
    # Asked, and answered: the answer was no.
    with serving() as web, refused:
        web.execute(RAW_WITH_A_REASON, [REASON, final.pk])
    banner.refresh_from_db()
    assert not banner.is_public


def test_one_person_may_put_a_banner_live_at_once_with_a_reason(client, office):
    banner = AlertBannerFactory()

    put_live_at_once(banner, office.final, REASON)

    banner.refresh_from_db()
    assert (banner.is_public, banner.is_unconfirmed) == (True, True)
    assert banner.text_zh_hans in client.get("/").content.decode()
    assert Proposal.objects.pending().get().confirms_what_is_live
    assert AuditEntry.objects.get(act="先行发布").detail == {"reason": REASON}


def test_the_flag_goes_when_another_person_confirms(office):
    banner = AlertBannerFactory()
    put_live_at_once(banner, office.final, REASON)
    proposal = Proposal.objects.get()

    with pytest.raises(ProposalRefused, match="不能复核自己的提请"):
        decide(proposal, office.final, agree=True)
    with pytest.raises(IntegrityError, match="nobody approved"), transaction.atomic():
        AlertBanner.objects.update(is_unconfirmed=False, version=3)
    decide(proposal, office.second, agree=True)

    banner.refresh_from_db()
    assert (banner.is_public, banner.is_unconfirmed) == (True, False)
    assert banner.urgent_reason == REASON


def test_a_banner_nobody_confirms_goes_when_it_is_returned(office):
    banner = AlertBannerFactory()
    put_live_at_once(banner, office.final, REASON)

    decide(Proposal.objects.get(), office.second, agree=False, opinion="情况不实")

    banner.refresh_from_db()
    assert (banner.is_public, banner.is_unconfirmed) == (False, False)
    assert texts("zh-hans") == []


def test_a_banner_that_was_taken_back_becomes_public_by_two_people_without_a_flag(office):
    banner = AlertBannerFactory()
    put_live_at_once(banner, office.final, REASON)
    decide(Proposal.objects.get(), office.second, agree=False, opinion="文字须改")
    banner.refresh_from_db()

    office.make_public(banner)

    assert (banner.is_public, banner.is_unconfirmed) == (True, False)


def test_the_text_of_an_unconfirmed_banner_still_changes_by_two_people_only(office):
    banner = AlertBannerFactory()
    put_live_at_once(banner, office.final, REASON)

    with pytest.raises(IntegrityError, match="nobody approved"), transaction.atomic():
        AlertBanner.objects.update(text_zh_hans="另一句话", version=3)


def test_the_urgent_road_does_not_change_the_text_on_its_way(office):
    banner = AlertBannerFactory()
    propose(banner, {"is_unconfirmed": (True, False)}, office.final)

    with pytest.raises(IntegrityError, match="nobody approved"), transaction.atomic():
        AlertBanner.objects.update(
            is_public=True,
            is_unconfirmed=True,
            urgent_reason=REASON,
            urgent_by=office.final,
            text_zh_hans="另一句话",
            version=2,
        )


@pytest.mark.parametrize("person", ["writer", "registrar", "administrator", "translator", "first"])
def test_who_may_not_put_a_banner_live(office, person):
    with pytest.raises(ProposalRefused, match="没有先行发布的权限"):
        put_live_at_once(AlertBannerFactory(), getattr(office, person), REASON)


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_banner_is_not_put_live_without_a_reason(office, reason):
    with pytest.raises(ProposalRefused, match="写明理由"):
        put_live_at_once(AlertBannerFactory(), office.final, reason)


def test_a_banner_whose_time_is_over_is_not_put_live(office):
    banner = AlertBannerFactory(ends_at="2021-01-02 00:00+08:00")

    with pytest.raises(ProposalRefused, match="已经过去"):
        put_live_at_once(banner, office.final, REASON)


def test_a_reviewer_puts_a_banner_live_from_its_form(client, office):
    banner = AlertBannerFactory()
    client.force_login(office.final)
    data = form_of(client, change_url(banner))

    client.post(change_url(banner), data | {"_put_live": "1", "urgent_reason": ""})
    banner.refresh_from_db()
    assert not banner.is_public

    client.post(change_url(banner), data | {"_put_live": "1", "urgent_reason": REASON})
    banner.refresh_from_db()
    assert banner.is_unconfirmed
    assert REASON in client.get(change_url(banner)).content.decode()


def test_the_form_offers_the_urgent_road_only_to_those_who_may_take_it(client, office):
    banner = AlertBannerFactory()
    client.force_login(office.writer)
    data = form_of(client, change_url(banner))

    page = client.get(change_url(banner)).content.decode()
    client.post(change_url(banner), data | {"_put_live": "1", "urgent_reason": REASON})

    banner.refresh_from_db()
    assert "_put_live" not in page
    assert not banner.is_public


def test_the_serving_role_cannot_switch_the_rule_off():
    with serving() as web, pytest.raises(psycopg.errors.InsufficientPrivilege):
        web.execute("alter table site_alertbanner disable trigger all")
