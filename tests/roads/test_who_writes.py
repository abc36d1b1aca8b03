"""Who may write what: nobody outside their sections, translators their own language only."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse

from news.models import SectionLimit
from news.restoring import restore
from tests.content import public_section
from tests.factories import ArticleFactory, PictureFactory, SectionFactory, UserFactory
from tests.publishing.test_office_forms import change_url, form_of
from tests.publishing.test_translation_files import confirm, filled, upload
from tests.roads.table import (
    NO_LIST,
    NOT_WRITTEN_ANEW,
    NoRoad,
    Road,
    Try,
    assert_nothing_comes_of,
    tries,
)
from waishi.languages import ENGLISH, SOURCE
from waishi.media.versions import switch_drafts
from waishi.publishing import correcting, releasing, reviewing, saving, trash
from waishi.publishing.models import TextChange
from waishi.publishing.slips import Replacement
from waishi.publishing.translation_files import write_workbook

pytestmark = pytest.mark.django_db
NOBODY = NoRoad("the database knows no person: what code writes past the services is nobody's")
HIDDEN = "不在您负责的栏目和稿件之内"


def make_world(office):
    """Texts of two sections, and people who work in the other one only, or on drafts of others."""
    section, other = public_section(office), SectionFactory(name_zh_hans="领事服务")
    live = ArticleFactory(
        section=section,
        english=True,
        created_by=office.writer,
        summary_zh_hans="双方就教育合做交流。",
        lead_picture=PictureFactory(),
        lead_picture_alt_zh_hans="签署现场",
    )
    released = office.release(live)
    later = ArticleFactory(section=section, created_by=office.writer)
    draft = ArticleFactory(section=section, english=True, created_by=office.writer)
    waiting = ArticleFactory(section=section, created_by=office.writer)
    reviewing.submit(waiting, SOURCE, office.writer)
    slip = [Replacement("合做", "合作")]
    made = {
        "section": section,
        "other": other,
        "live": live,
        "released": released,
        "later": office.release(later, live_from=released.live_from + timedelta(days=1)),
        "draft": draft,
        "waiting": waiting,
        "erratum": correcting.propose(live, SOURCE, office.writer, slip),
    }
    for name, role in (("editor", "采编"), ("reviewer", "三审"), ("linguist", "译审")):
        person = UserFactory(roles=[role])
        SectionLimit.objects.create(user=person, section=other)
        made[name] = person
    return made


def at(text, page):
    return reverse(f"admin:news_article_{page}", args=[text.pk])


def post(scene, person, address, **said):
    scene.client.force_login(person)
    return scene.client.post(address, said)


def choose(scene, person, *texts):
    chosen = {"action": "delete_selected", "_selected_action": [one.pk for one in texts]}
    return post(scene, person, "/admin/news/article/", **chosen, post="yes")


def file_of(scene, **english):
    scene.draft.body_zh_hans = "没有人写过的中文"
    return filled(write_workbook([scene.draft], ENGLISH), **english)


def import_on_page(scene, person):
    scene.client.force_login(person)
    page = upload(scene.client, file_of(scene, title="Stolen"))
    return confirm(scene.client, page) if page.context.get("signed") else page


def import_by_command(scene, person):
    file = scene.directory / "t.xlsx"
    file.write_bytes(file_of(scene, title="Stolen"))
    call_command("load_translations", file, username=person.username, write=True, verbosity=0)


def save(text, person, **said):
    for name, value in said.items():
        setattr(text, name, value)
    saving.save(text, person, list(said))


def by_form(scene, person, text, **said):
    """A form with more in it than it offered."""
    scene.client.force_login(person)
    return scene.client.post(change_url(text), form_of(scene.client, change_url(text)) | said)


def chinese(scene):
    """All that readers and writers have in Chinese, and whatever the languages share."""
    scene.draft.refresh_from_db()
    said = reviewing.hashes_of(scene.draft)[SOURCE]
    return said, TextChange.objects.filter(languages__contains=[SOURCE]).count()


TABLE = {
    "nobody works on texts outside their sections": {
        Road.FORM: [
            Try(lambda s: post(s, s.editor, change_url(s.draft), title_zh_hans="改")),
            Try(lambda s: post(s, s.editor, at(s.draft, "delete"), post="yes")),
            Try(lambda s: post(s, s.editor, at(s.draft, "review"), _submit="1", language=SOURCE)),
            Try(lambda s: post(s, s.reviewer, at(s.waiting, "review"), _return="1", opinion="x")),
            Try(
                lambda s: post(
                    s, s.reviewer, at(s.later.article, "releases"), release=s.later.pk, _cancel="1"
                )
            ),
            Try(
                lambda s: post(
                    s,
                    s.reviewer,
                    f"{reverse('admin:withdraw')}?page={s.live.pk}",
                    languages=[SOURCE],
                    kind="error",
                )
            ),
            Try(
                lambda s: post(
                    s,
                    s.reviewer,
                    reverse("admin:news_erratum_review", args=[s.erratum.pk]),
                    _agree="1",
                )
            ),
        ],
        Road.LIST: NO_LIST,
        Road.BULK: Try(lambda s: choose(s, s.editor, s.draft)),
        Road.IMPORT: Try(lambda s: import_on_page(s, s.linguist), "没有这篇稿件，或您不能打开"),
        Road.COMMAND: Try(lambda s: import_by_command(s, s.linguist)),
        Road.SERVICE: [
            Try(lambda s: save(s.draft, s.editor, title_zh_hans="改"), HIDDEN),
            Try(
                lambda s: saving.create(
                    ArticleFactory.build(section=s.section, created_by=s.editor), s.editor
                ),
                HIDDEN,
            ),
            Try(lambda s: reviewing.submit(s.draft, SOURCE, s.editor), HIDDEN),
            Try(lambda s: reviewing.hurry(s.waiting, SOURCE, s.editor, "急"), HIDDEN),
            Try(lambda s: reviewing.send_back(s.waiting, SOURCE, s.reviewer, "改"), HIDDEN),
            Try(lambda s: trash.throw_away(s.draft, s.editor), HIDDEN),
            Try(lambda s: releasing.cancel(s.later, s.reviewer), HIDDEN),
            Try(lambda s: releasing.reschedule(s.later, s.reviewer, None), HIDDEN),
            Try(lambda s: releasing.set_expiry(s.released, s.reviewer, None), HIDDEN),
            Try(lambda s: releasing.withdraw(s.live, SOURCE, s.reviewer, kind="error"), HIDDEN),
            Try(
                lambda s: correcting.propose(
                    s.live, SOURCE, s.reviewer, [Replacement("合做", "合作")]
                ),
                HIDDEN,
            ),
            Try(lambda s: correcting.agree(s.erratum, s.reviewer), HIDDEN),
            Try(lambda s: correcting.send_back(s.erratum, s.reviewer, "不改"), HIDDEN),
            Try(
                lambda s: restore(
                    s.released, s.editor, read_version=s.live.version, with_shared=True
                ),
                HIDDEN,
            ),
        ],
        Road.SAVE: NOBODY,
        Road.UPDATE: NOBODY,
        Road.BULK_WRITE: NOBODY,
        Road.DELETE: NOBODY,
        Road.SQL: NOBODY,
    },
    "a contributor works on texts of their own": {
        Road.FORM: [
            Try(lambda s: post(s, s.office.contributor, change_url(s.draft), title_zh_hans="改")),
            Try(lambda s: post(s, s.office.contributor, at(s.draft, "review"), _submit="1")),
        ],
        Road.LIST: NO_LIST,
        Road.BULK: Try(lambda s: choose(s, s.office.contributor, s.draft)),
        Road.IMPORT: Try(
            lambda s: import_on_page(s, s.office.contributor), "没有这篇稿件，或您不能打开"
        ),
        Road.COMMAND: Try(lambda s: import_by_command(s, s.office.contributor)),
        Road.SERVICE: [
            Try(lambda s: save(s.draft, s.office.contributor, title_zh_hans="改"), HIDDEN),
            Try(lambda s: reviewing.submit(s.draft, SOURCE, s.office.contributor), HIDDEN),
            Try(
                lambda s: correcting.propose(
                    s.live, SOURCE, s.office.contributor, [Replacement("合做", "合作")]
                ),
                HIDDEN,
            ),
        ],
        Road.SAVE: NOBODY,
        Road.UPDATE: NOBODY,
        Road.BULK_WRITE: NOBODY,
        Road.DELETE: NOBODY,
        Road.SQL: NOBODY,
    },
    "a translator writes their own language only": {
        Road.FORM: [
            Try(
                lambda s: by_form(s, s.office.translator, s.draft, title_zh_hans="译者改的中文"),
            ),
            Try(lambda s: by_form(s, s.office.translator, s.draft, section=s.other.pk)),
            Try(
                lambda s: by_form(
                    s,
                    s.office.translator,
                    s.draft,
                    **{
                        "gallery-TOTAL_FORMS": "1",
                        "gallery-0-picture": s.live.lead_picture_id,
                        "gallery-0-caption_zh_hans": "译者加的图",
                    },
                ),
            ),
            Try(lambda s: post(s, s.office.translator, "/admin/news/article/add/", title_en="New")),
        ],
        Road.LIST: NO_LIST,
        Road.BULK: Try(lambda s: choose(s, s.office.translator, s.draft)),
        Road.IMPORT: Try(lambda s: import_on_page(s, s.office.translator), holds=chinese),
        Road.COMMAND: Try(lambda s: import_by_command(s, s.office.translator), holds=chinese),
        Road.SERVICE: [
            Try(
                lambda s: save(s.draft, s.office.translator, title_zh_hans="译者改的中文"),
                "您只能改自己语种的文字",
            ),
            Try(
                lambda s: save(s.draft, s.office.translator, section=s.other),
                "您只能改自己语种的文字",
            ),
            Try(
                lambda s: saving.create(
                    ArticleFactory.build(section=s.section, created_by=s.office.translator),
                    s.office.translator,
                ),
                "没有起草稿件的权限",
            ),
            Try(
                lambda s: restore(
                    s.released, s.office.translator, read_version=s.live.version, with_shared=True
                ),
                "您只能改自己语种的文字",
            ),
            Try(
                lambda s: correcting.propose(
                    s.live, SOURCE, s.office.translator, [Replacement("合做", "合作")]
                ),
                "您不写中文",
            ),
            Try(
                lambda s: switch_drafts(
                    s.live.lead_picture, PictureFactory(), [s.live.pk], s.office.translator
                ),
            ),
        ],
        Road.SAVE: NOBODY,
        Road.UPDATE: NOBODY,
        Road.BULK_WRITE: NOBODY,
        Road.DELETE: NOT_WRITTEN_ANEW,
        Road.SQL: NOBODY,
    },
}


@pytest.mark.parametrize("attempt", tries(TABLE))
def test_no_road_leads_around(scene, attempt):
    assert_nothing_comes_of(attempt, scene)
