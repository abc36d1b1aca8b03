"""What readers read: it never changes without a release, and is never deleted."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db.models import F

from news.models import Article, ArticleRelease, Section
from news.tasks import empty_trash
from tests.content import public_section
from tests.factories import ArticleFactory
from tests.roads.table import (
    KEPT,
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
from waishi.publishing import releasing, trash
from waishi.publishing.documents import document_of
from waishi.publishing.moments import database_moment

pytestmark = pytest.mark.django_db
LIST = "/admin/news/article/"


def make_world(office):
    """A text that is live and to be replaced, one that is to appear, and a draft."""
    article = ArticleFactory(section=public_section(office), created_by=office.writer)
    live = office.release(article)
    office.rewrite(article, title_zh_hans="明天的标题")
    later = office.release(article, live_from=database_moment() + timedelta(days=1))
    office.rewrite(article, title_zh_hans="还没有人审过的标题")
    draft = ArticleFactory(section=article.section, created_by=office.writer)
    soon = ArticleFactory(section=article.section, created_by=office.writer)
    office.release(soon, live_from=database_moment() + timedelta(days=1))
    return {"article": article, "live": live, "later": later, "draft": draft, "soon": soon}


def releases_page(scene, person, **pressed):
    scene.client.force_login(person)
    return scene.client.post(f"{LIST}{scene.article.pk}/releases/", pressed, follow=True)


def unread_copy(scene, **more):
    """A release of the draft that nobody approved, with all its columns."""
    twin = ArticleRelease.objects.get(pk=scene.later.pk)
    twin.pk, twin.live_from = None, database_moment() + timedelta(days=3)
    twin.document = document_of(scene.article, SOURCE)
    for name, value in more.items():
        setattr(twin, name, value)
    return twin


def alter(release, **changes):
    """A release changed as an object."""
    for name, value in changes.items():
        setattr(release, name, value)
    return release


def thrown(article):
    return alter(article, trashed_at=database_moment(), version=article.version + 1)


def delete_by_form(scene):
    scene.client.force_login(scene.office.writer)
    address = f"{LIST}{scene.article.pk}/delete/"
    said = scene.client.get(address, follow=True)
    scene.client.post(address, {"post": "yes"})
    return said


def delete_selected(scene):
    scene.client.force_login(scene.office.writer)
    chosen = {"action": "delete_selected", "_selected_action": [scene.article.pk]}
    said = scene.client.post(LIST, chosen)
    scene.client.post(LIST, chosen | {"post": "yes"})
    return said


def long_in_the_trash(scene):
    """As a job would find it that had lain there for long."""
    Article.objects.filter(pk=scene.article.pk).update(
        trashed_at=database_moment() - timedelta(days=40), version=F("version") + 1
    )
    empty_trash(timestamp=0)


TABLE = {
    "what a release says never changes": {
        Road.FORM: Try(
            lambda s: (
                s.client.force_login(s.office.final)
                or s.client.post(f"/admin/news/articlerelease/{s.live.pk}/change/", {"title": "改"})
            )
        ),
        Road.LIST: NO_LIST,
        Road.BULK: NO_BULK,
        Road.IMPORT: NoRoad("the import of translations writes working texts only"),
        Road.COMMAND: Try(lambda s: call_command("rebuild_search", verbosity=0)),
        Road.SERVICE: NoRoad("no service changes one: `releasing` makes new ones"),
        Road.SAVE: [
            Try(lambda s: alter(s.live, title="改").save()),
            Try(lambda s: alter(s.later, document={"title": "改"}).save()),
            Try(lambda s: alter(s.live, text_hash="0" * 64).save(update_fields=["text_hash"])),
        ],
        Road.UPDATE: [
            Try(lambda s: ArticleRelease.objects.update(title="改")),
            Try(lambda s: ArticleRelease.objects.update(language="en")),
            Try(lambda s: ArticleRelease.objects.update(article=s.draft)),
            Try(lambda s: ArticleRelease.objects.update(released_by=s.office.writer)),
        ],
        Road.BULK_WRITE: Try(
            lambda s: ArticleRelease.objects.bulk_update([alter(s.live, summary="改")], ["summary"])
        ),
        Road.DELETE: KEPT,
        Road.SQL: [
            Try(lambda s: sql("update news_articlerelease set title = 'x'")),
            Try(lambda s: sql("update news_articlerelease set document = document - 'body'")),
        ],
    },
    "when a release begins and ends follows from its schedule, the next one and withdrawals": {
        Road.FORM: [
            Try(
                lambda s: releases_page(s, s.office.writer, release=s.later.pk, _release_now="1"),
                "没有改期的权限",
            ),
            Try(
                lambda s: releases_page(
                    s, s.office.final, release=s.live.pk, _reschedule="1", at="2099-01-01T09:00"
                ),
                "发布时间已到，不能再改期",
            ),
            Try(
                lambda s: releases_page(
                    s, s.office.final, release=s.later.pk, _reschedule="1", at="2001-01-01T09:00"
                ),
                "这个时间已经过去",
            ),
            Try(
                lambda s: releases_page(
                    s, s.office.final, release=s.later.pk, _set_expiry="1", at="2001-01-01T09:00"
                ),
                "下线时间须晚于现在",
            ),
        ],
        Road.LIST: NO_LIST,
        Road.BULK: NO_BULK,
        Road.IMPORT: NO_IMPORT,
        Road.COMMAND: NO_COMMAND,
        Road.SERVICE: [
            Try(lambda s: releasing.reschedule(s.later, s.office.first, None), "改期的权限"),
            Try(lambda s: releasing.set_expiry(s.live, s.office.writer, None), "下线时间的权限"),
            Try(lambda s: releasing.cancel(s.live, s.office.final), "不能取消，只能撤稿"),
            Try(lambda s: releasing.cancel(s.later, s.office.writer), "没有取消发布的权限"),
        ],
        Road.SAVE: [
            Try(lambda s: alter(s.live, live_until=database_moment()).save()),
            Try(lambda s: alter(s.later, live_from=database_moment()).save()),
            Try(lambda s: alter(s.later, live_from=s.later.live_from + timedelta(days=1)).save()),
        ],
        Road.UPDATE: [
            Try(lambda s: ArticleRelease.objects.update(live_until=database_moment())),
            Try(lambda s: ArticleRelease.objects.update(live_until=None)),
            Try(lambda s: ArticleRelease.objects.update(live_from=database_moment())),
            Try(
                lambda s: ArticleRelease.objects.filter(pk=s.later.pk).update(
                    live_from=F("live_from") + timedelta(days=30)
                )
            ),
            Try(
                lambda s: ArticleRelease.objects.filter(pk=s.live.pk).update(
                    expires_at=database_moment() + timedelta(hours=1)
                )
            ),
        ],
        Road.BULK_WRITE: Try(
            lambda s: ArticleRelease.objects.bulk_update(
                [alter(s.live, live_until=None)], ["live_until"]
            )
        ),
        Road.DELETE: Try(lambda s: s.later.delete()),
        Road.SQL: [
            Try(lambda s: sql("update news_articlerelease set live_until = now()")),
            Try(
                lambda s: sql(
                    "update news_articlerelease set live_from = live_from + interval '1 day'"
                    " where live_from > now()"
                )
            ),
        ],
    },
    "nothing is released without its approvals, word for word": {
        Road.FORM: NoRoad("releases have no form; the review page is another rule"),
        Road.LIST: NO_LIST,
        Road.BULK: NO_BULK,
        Road.IMPORT: NO_IMPORT,
        Road.COMMAND: NoRoad("load_demo goes through the reviews; no other command releases"),
        Road.SERVICE: Try(
            lambda s: releasing.release(
                s.article, SOURCE, document_of(s.article, SOURCE), s.office.final
            )
        ),
        Road.SAVE: [
            Try(lambda s: unread_copy(s).save(force_insert=True)),
            Try(lambda s: unread_copy(s, article=s.draft).save(force_insert=True)),
            Try(lambda s: unread_copy(s, language="en").save(force_insert=True)),
        ],
        Road.UPDATE: NoRoad("a release is made, never changed into another: the first rule"),
        Road.BULK_WRITE: Try(lambda s: ArticleRelease.objects.bulk_create([unread_copy(s)])),
        Road.DELETE: NOT_WRITTEN_ANEW,
        Road.SQL: Try(
            lambda s: sql(
                "create temporary table copied as select * from news_articlerelease where id = %s;"
                "update copied set id = 0, article_id = %s;"
                "insert into news_articlerelease select * from copied",
                s.later.pk,
                s.draft.pk,
            )
        ),
    },
    "what is live is not deleted": {
        Road.FORM: Try(delete_by_form),
        Road.LIST: NO_LIST,
        Road.BULK: Try(delete_selected, "请用“撤稿”"),
        Road.IMPORT: NoRoad("no importer deletes"),
        Road.COMMAND: NoRoad("clear_demo alone deletes: a demonstration's, as the owner"),
        Road.SERVICE: [
            Try(lambda s: trash.throw_away(s.article, s.office.writer), "请用“撤稿”"),
            Try(lambda s: trash.throw_away(s.soon, s.office.writer), "取消定时"),
            Try(long_in_the_trash),
        ],
        Road.SAVE: [
            Try(lambda s: thrown(s.article).save()),
            Try(lambda s: thrown(s.soon).save()),
        ],
        Road.UPDATE: Try(
            lambda s: Article.objects.update(trashed_at=database_moment(), version=F("version") + 1)
        ),
        Road.BULK_WRITE: Try(
            lambda s: Article.objects.bulk_update(
                [thrown(s.article)],
                ["trashed_at", "version"],
            )
        ),
        Road.DELETE: [
            Try(lambda s: s.article.delete()),
            Try(lambda s: Article.objects.filter(pk=s.article.pk).delete()),
            Try(lambda s: Article.objects.filter(pk=s.article.pk)._raw_delete("default")),
            Try(lambda s: s.live.delete()),
            Try(lambda s: ArticleRelease.objects.all().delete()),
            Try(lambda s: ArticleRelease.objects.all()._raw_delete("default")),
            Try(lambda s: s.article.section.delete()),
            Try(lambda s: Section.objects.all()._raw_delete("default")),
        ],
        Road.SQL: [
            Try(lambda s: sql("delete from news_article")),
            Try(lambda s: sql("delete from news_articlerelease")),
            Try(lambda s: sql("delete from news_section")),
        ],
    },
}


@pytest.mark.parametrize("attempt", tries(TABLE))
def test_no_road_leads_around(scene, attempt):
    assert_nothing_comes_of(attempt, scene)
