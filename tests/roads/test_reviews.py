"""Reviews: by another person, in their order, kept for ever, and told truly by the queue."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from news.models import Article
from tests.conftest import read_and_approve
from tests.content import public_section
from tests.factories import ArticleFactory, UserFactory
from tests.roads.table import (
    NO_BULK,
    NO_IMPORT,
    NO_LIST,
    NOT_WRITTEN_ANEW,
    NoRoad,
    Road,
    Try,
    assert_nothing_comes_of,
    sql,
    tries,
)
from waishi.languages import ENGLISH, SOURCE
from waishi.publishing import reviewing, saving, standing_in
from waishi.publishing.documents import document_of, hash_of
from waishi.publishing.models import (
    AuditEntry,
    Deputy,
    EmergencyRelease,
    QueueEntry,
    Review,
    SignedSheet,
    TextChange,
)
from waishi.publishing.moments import database_moment
from waishi.publishing.signing import Signature, fingerprint_of

pytestmark = pytest.mark.django_db


def make_world(office):
    """A text that waits for its first review; one at its last, a step signed on paper."""
    section = public_section(office, reviews_wanted=3)
    author = UserFactory(roles=["采编", "一审", "三审"])
    absent = UserFactory(roles=["一审"])
    text = ArticleFactory(section=section, english=True, created_by=author)
    text.title_zh_hans = "作者改过的标题"
    saving.save(text, author, ["title_zh_hans"])
    later = ArticleFactory(section=section)
    for one in (text, later):
        reviewing.submit(one, SOURCE, office.writer)
        one.refresh_from_db()
    read_and_approve(later, SOURCE, office.first)
    later.refresh_from_db()
    clerk = UserFactory(roles=["采编"])
    reviewing.record_signature(
        later, SOURCE, clerk, signature_of(later), read_hash=reviewing.hashes_of(later)[SOURCE]
    )
    later.refresh_from_db()
    urgent = ArticleFactory(section=section)
    reviewing.submit(urgent, SOURCE, office.writer)
    urgent.refresh_from_db()
    reviewing.release_in_emergency(
        urgent,
        SOURCE,
        office.final,
        read_hash=reviewing.hashes_of(urgent)[SOURCE],
        reason="领事提醒",
    )
    today = timezone.localdate()
    standing_in.appoint(absent, author, today, today + timedelta(days=2), absent)
    return {
        "text": text,
        "later": later,
        "urgent": urgent,
        "author": author,
        "absent": absent,
        "clerk": clerk,
        "deputy": Deputy.objects.get(),
    }


def signature_of(text):
    print_of = fingerprint_of(reviewing.hashes_of(text)[SOURCE])
    return Signature("周某", "副主任", timezone.localdate(), print_of, "表.pdf", b"%PDF-1.7 x")


def approve(text, person, language=SOURCE):
    reviewing.approve(text, language, person, read_hash=reviewing.hashes_of(text)[language])


def press(scene, text, person, button, **more):
    scene.client.force_login(person)
    said = {
        button: "1",
        "language": SOURCE,
        "read_hash": reviewing.hashes_of(text)[SOURCE],
        "opinion": "意见",
        "signer": "周某",
        "post": "副主任",
        "signed_on": str(timezone.localdate()),
        "fingerprint": fingerprint_of(reviewing.hashes_of(text)[SOURCE]),
        "scan": SimpleUploadedFile("表.pdf", b"%PDF-1.7 x"),
    }
    address = reverse("admin:news_article_review", args=[text.pk])
    return scene.client.post(address, said | more)


def forged(text, person, stage="first", verdict="approved", **more):
    """A review as if `person` had given it."""
    document = document_of(text, SOURCE)
    return Review(
        text=text,
        title=str(text),
        language=SOURCE,
        round=1,
        stage=stage,
        verdict=verdict,
        reviewer=person,
        opinion="同意",
        document=document,
        text_hash=hash_of(document),
        given_at=database_moment(),
        **more,
    )


def deputy_for(scene, days, **people):
    today = timezone.localdate()
    said = {"principal": scene.absent, "deputy": scene.office.second, "set_by": scene.absent}
    return Deputy(
        from_on=today,
        until_on=today + timedelta(days=days),
        set_at=database_moment(),
        **said | people,
    )


def changed(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    return row


def acts(scene):
    return [*AuditEntry.objects.order_by("pk").values()]


def spoken(scene):
    return [[*kind.objects.order_by("pk").values()] for kind in KEEPS]


def on_audit_page(scene, page):
    scene.client.force_login(scene.office.administrator)
    number = AuditEntry.objects.first().pk
    scene.client.post(f"/admin/publishing/auditentry/{number}/{page}/", {"post": "yes", "act": "x"})


KEEPS = [AuditEntry, Review, TextChange, SignedSheet]

TABLE = {
    "nobody reviews what they wrote": {
        Road.FORM: [
            Try(lambda s: press(s, s.text, s.author, "_approve"), "您写过或改过这篇稿件"),
            Try(lambda s: press(s, s.text, s.author, "_return"), "您写过或改过这篇稿件"),
            Try(lambda s: press(s, s.text, s.author, "_sign"), "您写过或改过这篇稿件"),
            Try(lambda s: press(s, s.text, s.author, "_emergency"), "您写过或改过这篇稿件"),
        ],
        Road.LIST: NO_LIST,
        Road.BULK: NO_BULK,
        Road.IMPORT: NO_IMPORT,
        Road.COMMAND: NoRoad("load_demo reviews by the services; no other command does"),
        Road.SERVICE: [
            Try(lambda s: approve(s.text, s.author), "您写过或改过这篇稿件"),
            Try(
                lambda s: reviewing.record_signature(
                    s.text,
                    SOURCE,
                    s.author,
                    signature_of(s.text),
                    read_hash=reviewing.hashes_of(s.text)[SOURCE],
                ),
                "您写过或改过这篇稿件",
            ),
        ],
        Road.SAVE: [
            Try(lambda s: forged(s.text, s.author).save()),
            Try(lambda s: forged(s.text, s.author, verdict="emergency").save()),
            Try(lambda s: forged(s.text, s.office.first, on_behalf_of=s.author).save()),
        ],
        Road.UPDATE: NoRoad("reviews are never changed: a rule below"),
        Road.BULK_WRITE: Try(lambda s: Review.objects.bulk_create([forged(s.text, s.author)])),
        Road.DELETE: Try(lambda s: TextChange.objects.filter(author=s.author).delete()),
        Road.SQL: Try(
            lambda s: sql("update publishing_textchange set author_id = %s", s.office.writer.pk)
        ),
    },
    "reviews come in their order, each by another person": {
        Road.FORM: [
            Try(lambda s: press(s, s.text, s.office.final, "_approve"), "您没有这一环节的权限"),
            Try(lambda s: press(s, s.later, s.office.first, "_approve"), "没有这一环节的权限"),
            Try(lambda s: press(s, s.later, s.clerk, "_sign"), "您已审过这一稿"),
            Try(lambda s: press(s, s.urgent, s.office.final, "_approve"), "没有这一环节的权限"),
            Try(
                lambda s: press(s, s.text, s.office.first, "_approve", read_hash="0" * 64),
                "稿件又有改动",
            ),
        ],
        Road.LIST: NO_LIST,
        Road.BULK: NO_BULK,
        Road.IMPORT: NO_IMPORT,
        Road.COMMAND: Try(lambda s: call_command("rebuild_queue", verbosity=0)),
        Road.SERVICE: [
            Try(lambda s: approve(s.text, s.office.second), "没有这一环节的权限"),
            Try(lambda s: approve(s.text, s.office.translator, ENGLISH), "没有在审"),
            Try(lambda s: reviewing.submit(s.text, SOURCE, s.office.writer), "已经送审"),
        ],
        Road.SAVE: [
            Try(lambda s: forged(s.text, s.office.final, "final").save()),
            Try(lambda s: forged(s.text, s.office.second, "second").save()),
            Try(lambda s: forged(s.later, s.office.first, "final").save()),
            Try(lambda s: changed(s.text, stage="final", version=s.text.version + 1).save()),
        ],
        Road.UPDATE: Try(lambda s: Article.objects.update(stage="final", version=F("version") + 1)),
        Road.BULK_WRITE: Try(
            lambda s: Review.objects.bulk_create([forged(s.text, s.office.final, "final")])
        ),
        Road.DELETE: NOT_WRITTEN_ANEW,
        Road.SQL: Try(
            lambda s: sql("update news_article set stage = 'final', version = version + 1")
        ),
    },
    "the queue says what the stages say": {
        Road.FORM: NoRoad("the queue has no form"),
        Road.LIST: NO_LIST,
        Road.BULK: NoRoad("the page of the queue has no actions"),
        Road.IMPORT: NO_IMPORT,
        Road.COMMAND: Try(lambda s: call_command("rebuild_queue", verbosity=0)),
        Road.SERVICE: NoRoad("`reviewing` and `proposing` place what they move"),
        Road.SAVE: [
            Try(lambda s: changed(s.text, stage="draft", version=s.text.version + 1).save()),
            Try(lambda s: changed(QueueEntry.objects.first(), stage="final").save()),
        ],
        Road.UPDATE: [
            Try(lambda s: QueueEntry.objects.update(stage="second")),
            Try(lambda s: Article.objects.update(stage="draft", version=F("version") + 1)),
            Try(
                lambda s: Article.objects.update(
                    translation_stage="translation", version=F("version") + 1
                )
            ),
        ],
        Road.BULK_WRITE: Try(
            lambda s: QueueEntry.objects.bulk_create(
                [changed(QueueEntry.objects.first(), pk=None, language=ENGLISH)]
            )
        ),
        Road.DELETE: Try(lambda s: QueueEntry.objects.all().delete()),
        Road.SQL: Try(lambda s: sql("delete from publishing_queueentry")),
    },
    "what was said and done stands: reviews, authors, sheets, the audit": {
        Road.FORM: [
            Try(lambda s: on_audit_page(s, "change"), holds=acts),
            Try(lambda s: on_audit_page(s, "delete"), holds=acts),
        ],
        Road.LIST: NO_LIST,
        Road.BULK: Try(
            lambda s: (
                s.client.force_login(s.office.administrator)
                or s.client.post(
                    "/admin/publishing/auditentry/",
                    {"action": "delete_selected", "select_across": "1", "post": "yes"},
                )
            ),
            holds=acts,
        ),
        Road.IMPORT: NO_IMPORT,
        Road.COMMAND: NoRoad("forget_old_audit lets go of nothing younger than a year"),
        Road.SERVICE: NoRoad("no service writes a second time"),
        Road.SAVE: [
            Try(lambda s, kind=kind: kind.objects.first().save(), holds=spoken) for kind in KEEPS
        ],
        Road.UPDATE: [
            Try(lambda s: Review.objects.update(verdict="approved")),
            Try(lambda s: TextChange.objects.update(languages=[])),
            Try(lambda s: SignedSheet.objects.update(content=b"x")),
            Try(lambda s: AuditEntry.objects.update(actor="x"), holds=acts),
        ],
        Road.BULK_WRITE: Try(
            lambda s: Review.objects.bulk_update(
                [changed(Review.objects.first(), opinion="x")], ["opinion"]
            )
        ),
        Road.DELETE: [
            Try(lambda s, kind=kind: kind.objects.all().delete(), holds=spoken) for kind in KEEPS
        ],
        Road.SQL: [
            Try(lambda s: sql("update publishing_review set opinion = 'x'")),
            Try(lambda s: sql("delete from publishing_auditentry"), holds=acts),
        ],
    },
    "an emergency release stays flagged until its reviews": {
        Road.FORM: NoRoad("its page only shows it; the review page is the rule above"),
        Road.LIST: NO_LIST,
        Road.BULK: NoRoad("its list has no actions"),
        Road.IMPORT: NO_IMPORT,
        Road.COMMAND: Try(lambda s: call_command("rebuild_queue", verbosity=0)),
        Road.SERVICE: Try(
            lambda s: reviewing.release_in_emergency(
                s.text,
                SOURCE,
                s.office.final,
                read_hash=reviewing.hashes_of(s.text)[SOURCE],
                reason=" ",
            ),
            "紧急发布须写明原因",
        ),
        Road.SAVE: Try(lambda s: changed(EmergencyRelease.objects.get(), reason="x").save()),
        Road.UPDATE: [
            Try(
                lambda s: EmergencyRelease.objects.update(
                    outcome="reviewed", settled_by=s.office.final, settled_at=database_moment()
                )
            ),
            Try(lambda s: EmergencyRelease.objects.update(released_by=s.office.first)),
            Try(lambda s: EmergencyRelease.objects.update(text_hash="0" * 64)),
        ],
        Road.BULK_WRITE: Try(
            lambda s: EmergencyRelease.objects.bulk_update(
                [changed(EmergencyRelease.objects.get(), language=ENGLISH)], ["language"]
            )
        ),
        Road.DELETE: Try(lambda s: EmergencyRelease.objects.all().delete()),
        Road.SQL: Try(lambda s: sql("delete from publishing_emergencyrelease")),
    },
    "a deputy is another person, for three months at most, and never for an author": {
        Road.FORM: [
            Try(
                lambda s: (
                    s.client.force_login(s.office.writer)
                    or s.client.post("/admin/publishing/deputy/add/", {"principal": s.absent.pk})
                )
            ),
            Try(lambda s: press(s, s.text, s.author, "_approve"), "您写过或改过"),
        ],
        Road.LIST: NO_LIST,
        Road.BULK: NO_BULK,
        Road.IMPORT: NO_IMPORT,
        Road.COMMAND: NoRoad("no command writes it"),
        Road.SERVICE: [
            Try(
                lambda s: standing_in.appoint(
                    s.absent,
                    s.office.second,
                    timezone.localdate(),
                    timezone.localdate() + timedelta(days=93),
                    s.absent,
                ),
                "一次最多代92天",
            ),
            Try(
                lambda s: standing_in.appoint(
                    s.absent,
                    s.office.second,
                    timezone.localdate(),
                    timezone.localdate(),
                    s.office.second,
                ),
                "只有本人或管理员",
            ),
            Try(lambda s: standing_in.end(s.deputy, s.author), "只有本人或管理员"),
        ],
        Road.SAVE: [
            Try(lambda s: deputy_for(s, 93).save()),
            Try(lambda s: deputy_for(s, 1, deputy=s.absent).save()),
            Try(lambda s: deputy_for(s, -1).save()),
        ],
        Road.UPDATE: Try(lambda s: Deputy.objects.update(until_on="2099-01-01")),
        Road.BULK_WRITE: Try(lambda s: Deputy.objects.bulk_create([deputy_for(s, 400)])),
        Road.DELETE: NoRoad("one deputy less lends nothing"),
        Road.SQL: Try(
            lambda s: sql("update publishing_deputy set until_on = from_on + interval '1 year'")
        ),
    },
}


@pytest.mark.parametrize("attempt", tries(TABLE))
def test_no_road_leads_around(scene, attempt):
    assert_nothing_comes_of(attempt, scene)
