"""Taking pages down and mending slips on them: always with a page, a reason, a second person."""

import pytest
from django.urls import reverse

from news.models import ArticleRelease, Erratum, Withdrawal
from tests.content import public_section
from tests.factories import ArticleFactory
from tests.roads.table import (
    NO_BULK,
    NO_COMMAND,
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
from waishi.languages import SOURCE
from waishi.publishing import correcting, releasing
from waishi.publishing.documents import hash_of
from waishi.publishing.models import Occurrence, WordRule
from waishi.publishing.moments import database_moment
from waishi.publishing.scanning import scan
from waishi.publishing.slips import Replacement

pytestmark = pytest.mark.django_db
BODY = (
    "<p>双方就教育合做进行了交流，2021年9月15日举行了签署仪式。</p>"
    "<p>市长张某会见了代表团一行，这是一段很长很长很长很长很长很长很长的话。</p>"
)


def make_world(office):
    """A live page with a slip that somebody proposed to mend; pages taken down in every way."""
    section = public_section(office)

    def out(**more):
        article = ArticleFactory(section=section, created_by=office.writer, **more)
        office.release(article)
        return article

    live, target, wrong, merged = out(body_zh_hans=BODY), out(), out(), out()
    down = releasing.withdraw(wrong, SOURCE, office.first, kind="error", reason="数字有误")
    owed = releasing.withdraw(out(), SOURCE, office.first, kind="error")
    into = {"kind": "merged", "merged_into_id": target.pk, "reason": "并入"}
    slip = [Replacement("合做", "合作")]
    made = {
        "live": live,
        "target": target,
        "down": down,
        "owed": owed,
        "merged": releasing.withdraw(merged, SOURCE, office.first, **into),
        "erratum": correcting.propose(live, SOURCE, office.writer, slip),
        "release": live.releases.get(),
        "second": out(body_zh_hans=BODY, title_zh_hans="汉城代表团访渝"),
    }
    scan(WordRule.objects.create(term="汉城", reason="改名", source="公告"))
    return made


def withdraw_on_page(scene, article, person="final", **said):
    scene.client.force_login(getattr(scene.office, person))
    address = f"{reverse('admin:withdraw')}?page={article.pk}"
    return scene.client.post(address, {"languages": [SOURCE], "kind": "error"} | said)


def on_releases_page(scene, withdrawal, person="final", **pressed):
    scene.client.force_login(getattr(scene.office, person))
    address = reverse("admin:news_article_releases", args=[withdrawal.article_id])
    return scene.client.post(address, {"withdrawal": withdrawal.pk} | pressed, follow=True)


def withdraw_what_was_found(scene, person):
    scene.client.force_login(getattr(scene.office, person))
    rows = [*Occurrence.objects.values_list("pk", flat=True)]
    chosen = {"action": "withdraw", "_selected_action": rows, "reason": "改名"}
    return scene.client.post("/admin/publishing/occurrence/", chosen, follow=True)


def propose(scene, before, after):
    correcting.propose(scene.second, SOURCE, scene.office.writer, [Replacement(before, after)])


def propose_on_page(scene, before, after, person="writer"):
    scene.client.force_login(getattr(scene.office, person))
    address = f"{reverse('admin:erratum')}?page={scene.second.pk}"
    return scene.client.post(address, {"before": [before], "after": [after]})


def decide_on_page(scene, person):
    scene.client.force_login(getattr(scene.office, person))
    address = reverse("admin:news_erratum_review", args=[scene.erratum.pk])
    return scene.client.post(address, {"_agree": "1"}, follow=True)


def changed(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    return row


def forged(scene, **more):
    """An erratum that nobody proposed on the page."""
    now = scene.second.releases.get()
    document = now.document | more.pop("document", {"title": "另一个标题"})
    said = {
        "article": scene.second,
        "language": SOURCE,
        "corrects": now,
        "replacements": [],
        "characters": 1,
        "document": document,
        "text_hash": hash_of(document),
        "proposed_by": scene.office.writer,
        "proposed_at": database_moment(),
    }
    return Erratum(**said | more)


def new_withdrawal(scene, **more):
    said = {"article": scene.live, "language": SOURCE, "kind": "error"}
    by = {"withdrawn_from": database_moment(), "withdrawn_by": scene.office.first}
    return Withdrawal(**said | by | more)


TABLE = {
    "a page is taken down so that its readers and the office are told why": {
        Road.FORM: [
            Try(lambda s: withdraw_on_page(s, s.live, kind="outdated"), "须向读者说明"),
            Try(lambda s: withdraw_on_page(s, s.live, kind="merged"), "请粘贴本站稿件页面的网址"),
            Try(
                lambda s: withdraw_on_page(s, s.live, kind="merged", merged_into=s.live.pk),
                "不能并入稿件自己",
            ),
            Try(
                lambda s: withdraw_on_page(
                    s, s.target, kind="merged", merged_into=s.merged.article_id
                ),
                "没有公开的中文页面",
            ),
            Try(lambda s: withdraw_on_page(s, s.live, "writer")),
            Try(
                lambda s: on_releases_page(s, s.owed, _give_reason="1", reason=" "),
                "请写明撤稿原因",
            ),
            Try(
                lambda s: on_releases_page(s, s.down, _give_reason="1", reason="改口"),
                "撤稿原因已经写明，不再改动",
            ),
            Try(lambda s: on_releases_page(s, s.down, "writer", _reinstate="1"), "没有撤稿的权限"),
        ],
        Road.LIST: NO_LIST,
        Road.BULK: Try(lambda s: withdraw_what_was_found(s, "writer")),
        Road.IMPORT: NO_IMPORT,
        Road.COMMAND: NO_COMMAND,
        Road.SERVICE: [
            Try(
                lambda s: releasing.withdraw(s.live, SOURCE, s.office.writer, kind="error"),
                "没有撤稿的权限",
            ),
            Try(
                lambda s: releasing.withdraw(s.down.article, SOURCE, s.office.final, kind="error"),
                "没有公开，无须撤稿",
            ),
            Try(lambda s: releasing.give_reason(s.down, s.office.final, "改口"), "不再改动"),
        ],
        Road.SAVE: [
            Try(lambda s: new_withdrawal(s).save()),
            Try(lambda s: new_withdrawal(s, kind="outdated").save()),
            Try(lambda s: new_withdrawal(s, kind="merged").save()),
            Try(lambda s: changed(s.down, reason="改口").save()),
            Try(lambda s: changed(s.down, kind="outdated", notice="x").save()),
            Try(lambda s: changed(s.down, withdrawn_until=database_moment()).save()),
        ],
        Road.UPDATE: [
            Try(lambda s: Withdrawal.objects.update(reason="")),
            Try(lambda s: Withdrawal.objects.update(withdrawn_by=s.office.writer)),
            Try(lambda s: Withdrawal.objects.update(withdrawn_until=database_moment())),
            Try(lambda s: ArticleRelease.objects.update(live_until=database_moment())),
        ],
        Road.BULK_WRITE: Try(lambda s: Withdrawal.objects.bulk_create([new_withdrawal(s)])),
        Road.DELETE: [
            Try(lambda s: s.down.delete()),
            Try(lambda s: Withdrawal.objects.all()._raw_delete("default")),
        ],
        Road.SQL: [
            Try(lambda s: sql("update news_withdrawal set reason = 'x' where reason <> ''")),
            Try(lambda s: sql("delete from news_withdrawal")),
        ],
    },
    "an erratum mends twenty characters at most, no fact, and by two people": {
        Road.FORM: [
            Try(lambda s: propose_on_page(s, "15日举行", "16日举行"), "勘误不能改数字"),
            Try(lambda s: propose_on_page(s, "市长张某", "副市长张某"), "勘误不能改职务"),
            Try(lambda s: propose_on_page(s, "张某", "章某"), "可能是人名"),
            Try(
                lambda s: propose_on_page(s, "很长很长很长很长很长很长很长", "甲乙丙丁" * 6),
                "勘误最多改20个字",
            ),
            Try(lambda s: propose_on_page(s, "没有的话", "有的话"), "公开的页面里没有"),
            Try(lambda s: propose_on_page(s, "合做", "合作", "auditor"), "没有提出勘误的权限"),
            Try(lambda s: decide_on_page(s, "writer"), "提出勘误的人不能自己同意"),
            Try(lambda s: decide_on_page(s, "translator"), "没有同意勘误的权限"),
        ],
        Road.LIST: NO_LIST,
        Road.BULK: NO_BULK,
        Road.IMPORT: NO_IMPORT,
        Road.COMMAND: NO_COMMAND,
        Road.SERVICE: [
            Try(lambda s: propose(s, "15日举行", "16日举行"), "勘误不能改"),
            Try(lambda s: correcting.agree(s.erratum, s.office.writer), "不能自己同意"),
            Try(lambda s: correcting.send_back(s.erratum, s.office.first, ""), "须写明意见"),
        ],
        Road.SAVE: [
            Try(lambda s: forged(s, characters=21).save()),
            Try(lambda s: forged(s, document={"author": "他人"}).save()),
            Try(lambda s: forged(s, document={"section": 1, "about": {}}).save()),
            Try(lambda s: forged(s, document={"body": "<p>另一篇</p>" * 90}).save()),
            Try(
                lambda s: forged(
                    s, verdict="agreed", decided_by=s.office.first, decided_at=database_moment()
                ).save()
            ),
            Try(lambda s: changed(s.erratum, document={}).save()),
            Try(
                lambda s: changed(
                    s.erratum,
                    verdict="agreed",
                    decided_by=s.office.writer,
                    decided_at=database_moment(),
                ).save()
            ),
        ],
        Road.UPDATE: [
            Try(lambda s: Erratum.objects.update(document={})),
            Try(lambda s: Erratum.objects.update(proposed_by=s.office.first)),
            Try(lambda s: Erratum.objects.update(verdict="agreed")),
        ],
        Road.BULK_WRITE: Try(lambda s: Erratum.objects.bulk_create([forged(s, characters=30)])),
        Road.DELETE: Try(lambda s: Erratum.objects.all().delete()),
        Road.SQL: Try(lambda s: sql("update news_erratum set characters = 2")),
    },
    "a page that came down stays down until a person brings it back": {
        Road.FORM: NoRoad("the first rule: by the page of releases, with the permission"),
        Road.LIST: NO_LIST,
        Road.BULK: NO_BULK,
        Road.IMPORT: NO_IMPORT,
        Road.COMMAND: NO_COMMAND,
        Road.SERVICE: Try(lambda s: releasing.reinstate(s.down, s.office.writer), "没有撤稿的权限"),
        Road.SAVE: Try(lambda s: changed(s.down.article.releases.get(), live_until=None).save()),
        Road.UPDATE: Try(lambda s: ArticleRelease.objects.update(live_until=None)),
        Road.BULK_WRITE: Try(
            lambda s: ArticleRelease.objects.bulk_update(
                [changed(s.down.article.releases.get(), live_until=None)], ["live_until"]
            )
        ),
        Road.DELETE: NOT_WRITTEN_ANEW,
        Road.SQL: Try(lambda s: sql("update news_articlerelease set live_until = null")),
    },
}


@pytest.mark.parametrize("attempt", tries(TABLE))
def test_no_road_leads_around(scene, attempt):
    assert_nothing_comes_of(attempt, scene)
