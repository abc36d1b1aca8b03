"""Never lose, never overwrite: nobody writes over what they have not seen, by any road."""

import json
from copy import copy

import pytest
from django.core.management import call_command

from friendship_cities.importing.applying import apply
from friendship_cities.importing.planning import plan_import
from news.models import Article, Topic
from news.restoring import restore
from tests.content import public_section
from tests.factories import (
    ArticleFactory,
    CityFactory,
    CountryFactory,
    LocalPartyFactory,
    PictureFactory,
    TopicFactory,
)
from tests.friendship_cities.importing.files import MITO, csv_of
from tests.publishing.test_office_forms import change_url, form_of
from tests.publishing.test_translation_files import confirm, filled, upload
from tests.roads.table import (
    KEPT,
    NO_BULK,
    NO_LIST,
    NoRoad,
    Road,
    Try,
    assert_nothing_comes_of,
    sql,
    tries,
)
from waishi.languages import ENGLISH
from waishi.media.models import Picture
from waishi.publishing import saving
from waishi.publishing.glossary import import_terms, read_terms, write_terms
from waishi.publishing.models import Term, WordRule
from waishi.publishing.translation_files import write_workbook
from waishi.publishing.wordlist import import_words, read_words, write_words

pytestmark = pytest.mark.django_db
OLD_TITLE = "打开时的标题"
TOLD = "他人已把这一项改为"


def make_world(office):
    """Records as somebody opened, exported or planned them, and what others wrote since."""
    article = ArticleFactory(
        section=public_section(office), title_zh_hans=OLD_TITLE, created_by=office.writer
    )
    released = office.release(article)
    japan = CountryFactory(
        iso2="JP",
        name_zh_hans="日本",
        name_en="Japan",
        continent="asia",
        diplomatic_relations_since="1972-09-29",
    )
    LocalPartyFactory()
    term = Term.objects.create(zh="友城", en="twin city", kind="other", source="试")
    word = WordRule.objects.create(term="汉城", level="warning", reason="改名", source="公告")
    made = {
        "released": released,
        "workbook": write_workbook([article], ENGLISH),
        "terms": write_terms([term]).replace("twin city", "partner city"),
        "words": write_words([word]).replace("改名", "另一个理由"),
        "plan": plan_import(csv_of(MITO), "名录.csv"),
        "stale_version": article.version,
    }
    stale = Article.objects.get(pk=article.pk)
    office.rewrite(article, title_zh_hans="他人改过的标题", title_en="What another wrote")
    CityFactory(name_zh_hans="水户市", name_en="Mito City", country=japan)
    for record, changes in ((term, {"en": "sister city"}), (word, {"reason": "公告改名"})):
        for name, value in changes.items():
            setattr(record, name, value)
        saving.save(record, office.final, list(changes))
    return made | {
        "article": article,
        "stale": lambda: copy(stale),
        "picture": PictureFactory(),
        "topic": TopicFactory(),
    }


def by_form(scene, person, record, shown, **said):
    """A form that was opened when each of its fields said what `shown` says."""
    scene.client.force_login(person)
    address = change_url(record)
    seen = json.dumps(saving.hashes_of(shown))
    return scene.client.post(address, form_of(scene.client, address) | said | {"shown": seen})


def import_on_page(scene, **english):
    scene.client.force_login(scene.office.translator)
    page = upload(scene.client, filled(scene.workbook, **english))
    return confirm(scene.client, page) if page.context.get("signed") else page


def import_by_command(scene, **english):
    file = scene.directory / "t.xlsx"
    file.write_bytes(filled(scene.workbook, **english))
    name = scene.office.translator.username
    call_command("load_translations", file, username=name, write=True, verbosity=0)


def changed(record, **values):
    for name, value in values.items():
        setattr(record, name, value)
    return record


TABLE = {
    "nobody writes over what they have not seen": {
        Road.FORM: [
            Try(
                lambda s: by_form(
                    s,
                    s.office.writer,
                    s.article,
                    {"title_zh_hans": OLD_TITLE},
                    title_zh_hans="我改的标题",
                ),
                TOLD,
            ),
            Try(
                lambda s: by_form(s, s.office.writer, s.article, {}, title_zh_hans="没有看过就改"),
                TOLD,
            ),
            Try(
                lambda s: by_form(
                    s, s.office.writer, s.picture, {"source": "打开时"}, source="我改的"
                ),
                TOLD,
            ),
            Try(
                lambda s: by_form(
                    s, s.office.translator, s.article, {"title_zh_hans": OLD_TITLE}, title_en="Mine"
                ),
                TOLD,
            ),
        ],
        Road.LIST: NO_LIST,
        Road.BULK: NO_BULK,
        Road.IMPORT: [
            Try(lambda s: import_on_page(s, title="Mine"), "导出之后中文已改"),
            Try(
                lambda s: import_terms(read_terms(s.terms), s.office.translator),
                "“友城”导出之后已有人改为“sister city”",
            ),
            Try(
                lambda s: import_words(read_words(s.words), s.office.final),
                "“汉城”导出之后已有人改过",
            ),
            Try(lambda s: apply(s.plan, s.office.registrar), "预览之后台账又有变动"),
        ],
        Road.COMMAND: [
            Try(lambda s: import_by_command(s, title="Mine")),
            Try(
                lambda s: call_command("load_words", verbosity=0),
                holds=lambda s: [*WordRule.objects.filter(reason="公告改名").values()],
            ),
        ],
        Road.SERVICE: [
            Try(
                lambda s: saving.save(
                    changed(s.stale(), title_zh_hans="迟到"), s.office.writer, ["title_zh_hans"]
                ),
                "刚被他人保存过",
            ),
            Try(
                lambda s: restore(
                    s.released, s.office.writer, read_version=s.stale_version, with_shared=True
                ),
                "工作稿又有改动",
            ),
        ],
        Road.SAVE: [
            Try(lambda s: s.stale().save()),
            Try(lambda s: changed(s.stale(), version=s.stale_version + 1).save()),
            Try(lambda s: changed(s.article, title_en="Mine").save()),
            Try(lambda s: changed(s.picture, source="我改的").save(update_fields=["source"])),
            Try(lambda s: changed(s.topic, slug="mine").save()),
        ],
        Road.UPDATE: [
            Try(lambda s: Article.objects.update(title_zh_hans="改")),
            Try(lambda s: Picture.objects.update(source="改")),
            Try(lambda s: Topic.objects.update(slug="mine")),
            Try(lambda s: Term.objects.update(en="x")),
            Try(lambda s: WordRule.objects.update(level="blocking", version=1)),
        ],
        Road.BULK_WRITE: Try(
            lambda s: Article.objects.bulk_update(
                [changed(s.stale(), summary_zh_hans="迟到")], ["summary_zh_hans"]
            )
        ),
        Road.DELETE: KEPT,
        Road.SQL: [
            Try(lambda s: sql("update news_article set title_zh_hans = 'x'")),
            Try(lambda s: sql("update media_picture set source = 'x', version = version + 2")),
        ],
    },
    "rows of a record are written as one with it": {
        Road.FORM: NoRoad("all rows of a part are one field of the form: test_office_forms"),
        Road.LIST: NO_LIST,
        Road.BULK: NO_BULK,
        Road.IMPORT: NoRoad("imports write rows through `saving`: the rule before"),
        Road.COMMAND: NoRoad("as the imports"),
        Road.SERVICE: NoRoad("`saving` takes rows only with their record: the rule before"),
        Road.SAVE: NoRoad(
            "rows of working texts have no version: code that writes them past `saving` is read "
            "by the next reviewer, whose approval names the text as it then is"
        ),
        Road.UPDATE: NoRoad("as save()"),
        Road.BULK_WRITE: NoRoad("as save()"),
        Road.DELETE: NoRoad("as save()"),
        Road.SQL: NoRoad("as save(); rows of public records are another rule"),
    },
}


@pytest.mark.parametrize("attempt", tries(TABLE))
def test_no_road_leads_around(scene, attempt):
    assert_nothing_comes_of(attempt, scene)
