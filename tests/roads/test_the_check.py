"""The check before release: what blocks stops every way out, a warning asks for a tick."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from news.restoring import restore
from tests.content import public_section
from tests.factories import AlertBannerFactory, ArticleFactory, TopicFactory, UserFactory
from tests.roads.table import (
    NO_BULK,
    NO_COMMAND,
    NO_LIST,
    NOT_WRITTEN_ANEW,
    NoRoad,
    Road,
    Try,
    assert_nothing_comes_of,
    tries,
)
from waishi.languages import SOURCE
from waishi.publishing import correcting, proposing, releasing, reviewing
from waishi.publishing.checking import findings_of
from waishi.publishing.models import AuditEntry, Review, WordRule
from waishi.publishing.moments import database_moment
from waishi.publishing.signing import Signature, fingerprint_of
from waishi.publishing.slips import Replacement
from waishi.publishing.stopping import stop_blocked_releases
from waishi.site.alerting import put_live_at_once

pytestmark = pytest.mark.django_db
BLOCKED, WARNED = "汉城", "峰会会"
BY_THE_CHECK = NoRoad("the check reads words; code that writes rows past it needs an approval")


def make_world(office):
    """Texts at every stage, approved before somebody listed a word that stands in them."""
    section = public_section(office)
    made = {"clerk": UserFactory(roles=["采编"]), "section": section}
    for word in (BLOCKED, WARNED):
        made |= {f"{name}_{word}": text for name, text in texts_with(office, section, word)}
    for word, level in ((BLOCKED, "blocking"), (WARNED, "warning")):
        WordRule.objects.create(term=word, level=level, reason="改名", source="公告")
    return made


def texts_with(office, section, word):
    def written(**more):
        said = {"title_zh_hans": f"{word}代表团访渝"} | more
        return ArticleFactory(section=section, created_by=office.writer, **said)

    waiting, replacing = written(), written(title_zh_hans="已经公开的标题")
    office.release(replacing)
    office.rewrite(replacing, title_zh_hans=f"{word}代表团访渝")
    for text in (waiting, replacing):
        reviewing.submit(text, SOURCE, office.writer)
    scheduled = office.release(written(), live_from=database_moment() + timedelta(days=1))
    live = office.release(written(summary_zh_hans="双方就教育合做交流。"))
    slip = [Replacement("合做", "合作")]
    erratum = correcting.propose(live.article, SOURCE, office.writer, slip)
    down = office.release(written()).article
    old = office.release(written())
    office.rewrite(old.article, title_zh_hans="后来的标题")
    topic = TopicFactory(introduction_zh_hans=f"{word}代表团访渝的记录")
    banner = AlertBannerFactory(text_zh_hans=f"{word}领区提醒")
    return {
        "waiting": waiting,
        "replacing": replacing,
        "scheduled": scheduled,
        "erratum": erratum,
        "withdrawal": releasing.withdraw(down, SOURCE, office.final, kind="error", reason="核对"),
        "old": old,
        "proposal": proposing.propose_publication(topic, office.registrar),
        "banner": banner,
    }.items()


def at(scene, name, word):
    return getattr(scene, f"{name}_{word}")


# The ways to the public ----------------------------------------------------------------


def approve(scene, word, text="waiting", **period):
    text = at(scene, text, word)
    read = reviewing.hashes_of(text)[SOURCE]
    ticked = period.pop("accepted", ())
    reviewing.approve(text, SOURCE, scene.office.final, read_hash=read, accepted=ticked, **period)


def sign(scene, word, accepted=()):
    text = at(scene, "waiting", word)
    read = reviewing.hashes_of(text)[SOURCE]
    print_of, today = fingerprint_of(read), timezone.localdate()
    signature = Signature("周某", "副主任", today, print_of, "表.pdf", b"%PDF-1.7 x", "同意")
    reviewing.record_signature(
        text, SOURCE, scene.clerk, signature, read_hash=read, accepted=accepted
    )


def hurry_out(scene, word, accepted=()):
    text = at(scene, "waiting", word)
    read = reviewing.hashes_of(text)[SOURCE]
    reviewing.release_in_emergency(
        text, SOURCE, scene.office.final, read_hash=read, reason="急", accepted=accepted
    )


def move(scene, word, days=2, accepted=()):
    when = database_moment() + timedelta(days=days) if days else None
    releasing.reschedule(at(scene, "scheduled", word), scene.office.final, when, accepted)


def agree(scene, word, accepted=()):
    correcting.agree(at(scene, "erratum", word), scene.office.first, accepted)


def reinstate(scene, word, accepted=()):
    releasing.reinstate(at(scene, "withdrawal", word), scene.office.first, accepted)


def restore_and_release(scene, word, accepted=()):
    """What an old release said comes back by the whole way only."""
    old = at(scene, "old", word)
    text = old.article
    restore(old, scene.office.writer, read_version=text.version, with_shared=False)
    text.refresh_from_db()
    reviewing.submit(text, SOURCE, scene.office.writer)
    text.refresh_from_db()
    read = reviewing.hashes_of(text)[SOURCE]
    reviewing.approve(text, SOURCE, scene.office.final, read_hash=read, accepted=accepted)


WAYS = {
    "now": approve,
    "at a moment": lambda s, w, accepted=(): approve(
        s, w, live_from=database_moment() + timedelta(days=1), accepted=accepted
    ),
    "as a replacement": lambda s, w, accepted=(): approve(s, w, "replacing", accepted=accepted),
    "signed on paper": sign,
    "in an emergency": hurry_out,
    "moved to another day": move,
    "moved to now": lambda s, w, accepted=(): move(s, w, 0, accepted),
    "as an erratum": agree,
    "brought back": reinstate,
    "restored": restore_and_release,
}


# And by their pages --------------------------------------------------------------------


def on_review_page(scene, word, person, button, text="waiting", **more):
    text = at(scene, text, word)
    scene.client.force_login(person)
    said = {button: "1", "language": SOURCE, "read_hash": reviewing.hashes_of(text)[SOURCE]}
    address = reverse("admin:news_article_review", args=[text.pk])
    return scene.client.post(address, said | {"opinion": "急"} | more)


def sign_on_page(scene, word):
    read = reviewing.hashes_of(at(scene, "waiting", word))[SOURCE]
    told = {
        "signer": "周某",
        "post": "副主任",
        "signed_on": str(timezone.localdate()),
        "fingerprint": fingerprint_of(read),
        "scan": SimpleUploadedFile("表.pdf", b"%PDF-1.7 x"),
    }
    return on_review_page(scene, word, scene.clerk, "_sign", **told)


def on_releases_page(scene, article, **pressed):
    scene.client.force_login(scene.office.final)
    address = reverse("admin:news_article_releases", args=[article.pk])
    return scene.client.post(address, pressed)


def move_on_page(scene, word, button):
    released = at(scene, "scheduled", word)
    said = {"release": released.pk, button: "1", "at": "2031-01-01T09:00"}
    return on_releases_page(scene, released.article, **said)


def reinstate_on_page(scene, word):
    down = at(scene, "withdrawal", word)
    return on_releases_page(scene, down.article, withdrawal=down.pk, _reinstate="1")


def agree_on_page(scene, word):
    scene.client.force_login(scene.office.first)
    address = reverse("admin:news_erratum_review", args=[at(scene, "erratum", word).pk])
    return scene.client.post(address, {"_agree": "1"}, follow=True)


def decide_on_page(scene, word):
    scene.client.force_login(scene.office.final)
    address = reverse("admin:publishing_proposal_change", args=[at(scene, "proposal", word).pk])
    return scene.client.post(address, {"_agree": "1"}, follow=True)


PAGES = [
    lambda s, w: on_review_page(s, w, s.office.final, "_approve"),
    lambda s, w: on_review_page(s, w, s.office.final, "_approve", live_from="2031-01-01 09:00"),
    lambda s, w: on_review_page(s, w, s.office.final, "_approve", "replacing"),
    lambda s, w: on_review_page(s, w, s.office.final, "_emergency"),
    sign_on_page,
    lambda s, w: move_on_page(s, w, "_reschedule"),
    lambda s, w: move_on_page(s, w, "_release_now"),
    reinstate_on_page,
    agree_on_page,
]


def stopped(ways, word, told):
    """Each way, tried with a word that is listed."""
    return [Try(lambda s, way=way: way(s, word), told) for way in ways]


TABLE = {
    "what blocks stops every way to the public": {
        Road.FORM: stopped([*PAGES, decide_on_page], BLOCKED, "用词表：“汉城”"),
        Road.LIST: NO_LIST,
        Road.BULK: NO_BULK,
        Road.IMPORT: NoRoad("imports write working texts and internal records"),
        Road.COMMAND: NO_COMMAND,
        Road.SERVICE: [
            *stopped(WAYS.values(), BLOCKED, "用词表：“汉城”"),
            Try(
                lambda s: proposing.decide(at(s, "proposal", BLOCKED), s.office.final, agree=True),
                "用词表：“汉城”",
            ),
            Try(
                lambda s: proposing.propose_publication(
                    at(s, "banner", BLOCKED), s.office.registrar
                ),
                "用词表：“汉城”",
            ),
            Try(
                lambda s: put_live_at_once(at(s, "banner", BLOCKED), s.office.final, "急"),
                "用词表：“汉城”",
            ),
        ],
        Road.SAVE: BY_THE_CHECK,
        Road.UPDATE: BY_THE_CHECK,
        Road.BULK_WRITE: BY_THE_CHECK,
        Road.DELETE: NOT_WRITTEN_ANEW,
        Road.SQL: BY_THE_CHECK,
    },
    "a warning asks for a tick, whatever the way": {
        Road.FORM: stopped(PAGES, WARNED, "打勾"),
        Road.LIST: NO_LIST,
        Road.BULK: NO_BULK,
        Road.IMPORT: NoRoad("imports write working texts and internal records"),
        Road.COMMAND: NO_COMMAND,
        Road.SERVICE: stopped(WAYS.values(), WARNED, "打勾"),
        Road.SAVE: BY_THE_CHECK,
        Road.UPDATE: BY_THE_CHECK,
        Road.BULK_WRITE: BY_THE_CHECK,
        Road.DELETE: NOT_WRITTEN_ANEW,
        Road.SQL: BY_THE_CHECK,
    },
}


@pytest.mark.parametrize("attempt", tries(TABLE))
def test_no_road_leads_around(scene, attempt):
    assert_nothing_comes_of(attempt, scene)


@pytest.mark.parametrize("way", WAYS)
def test_whoever_ticks_goes_on_and_the_tick_is_kept(scene, way):
    now = database_moment()
    keys = {
        finding.key
        for name in ("waiting", "replacing")
        for finding in findings_of(at(scene, name, WARNED), SOURCE, now)
    }
    seen = AuditEntry.objects.first().pk

    WAYS[way](scene, WARNED, accepted=keys)

    scene.erratum_峰会会.refresh_from_db()
    acts = AuditEntry.objects.filter(pk__gt=seen, detail__has_key="ticked")
    kept = [one for review in Review.objects.all() for one in review.ticked]
    kept += [one for act in acts for one in act.detail["ticked"]]
    assert [*kept, *scene.erratum_峰会会.ticked]


def test_what_begins_to_block_after_the_approval_stops_the_release_before_its_moment(scene):
    text = scene.scheduled_汉城.article

    assert stop_blocked_releases() == 1

    assert not text.releases.exists()
    entry = AuditEntry.objects.first()
    assert (entry.act, entry.actor) == ("检查未过，取消定时发布", "system")
    assert "汉城" in str(entry.detail["found"])
    assert scene.scheduled_峰会会.article.releases.exists()


def test_the_page_offers_the_boxes_it_asks_for(scene):
    page = move_on_page(scene, WARNED, "_reschedule").content.decode()

    assert 'name="accepted"' in page
    assert 'value="2031-01-01T09:00"' in page


def test_a_box_ticked_a_moment_ago_stays_ticked_while_others_are_asked_for(scene):
    for word in ("代表团", "访渝"):
        WordRule.objects.create(term=word, level="warning", reason="试用", source="公告")
    now, released = database_moment(), at(scene, "scheduled", WARNED)
    keys = [one.key for one in findings_of(released.article, SOURCE, now, released.document)]
    assert len(keys) > 2
    scene.client.force_login(scene.office.final)
    page = reverse("admin:news_article_releases", args=[released.article_id])
    move_it = {"release": released.pk, "_reschedule": "1", "at": "2031-01-01T09:00"}

    asked = scene.client.post(page, move_it | {"accepted": keys[:1]}).content.decode()
    ticked = [key for key in keys if f'value="{key}"' in asked]
    scene.client.post(page, move_it | {"accepted": ticked})

    assert released.article.releases.get().live_from.year == 2031
