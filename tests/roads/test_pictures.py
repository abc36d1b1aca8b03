"""What is in use is not deleted: pictures, films and files of drafts and of all releases."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse

from news.models import ArticleAttachment, ArticlePicture, ArticleVideo
from tests.content import public_section
from tests.factories import ArticleFactory, PictureFactory, VideoFactory, VisitFactory
from tests.publishing.test_office_forms import change_url
from tests.roads.table import (
    NO_COMMAND,
    NO_LIST,
    NOT_WRITTEN_ANEW,
    NoRoad,
    Road,
    Try,
    assert_nothing_comes_of,
    sql,
    tries,
)
from waishi.media.library import remove_picture
from waishi.media.models import Picture, Video
from waishi.media.tasks import remove_files
from waishi.publishing import proposing

pytestmark = pytest.mark.django_db
USES = ("lead", "gallery", "in_text", "past", "poster", "proposed")


def make_world(office):
    """A picture for each way of being used, a film and a file of a release that was replaced."""
    pictures = {name: PictureFactory() for name in USES}
    film = VideoFactory(poster=pictures["poster"])
    past = ArticleFactory(section=public_section(office), created_by=office.writer)
    ArticlePicture.objects.create(
        article=past, picture=pictures["past"], alt_zh_hans="签字", caption_zh_hans="签字"
    )
    ArticleVideo.objects.create(article=past, video=film, caption_zh_hans="短片")
    ArticleAttachment.objects.create(
        article=past, title_zh_hans="议程", file="attachments/2026/议程.pdf", size=9
    )
    office.release(past)
    for part in (past.gallery, past.videos, past.attachments):
        part.all().delete()
    office.release(past)
    draft = ArticleFactory(
        section=past.section,
        lead_picture=pictures["lead"],
        lead_picture_alt_zh_hans="签字",
        body_zh_hans=f'<p>签。</p><figure><img src="{pictures["in_text"].url}" alt="签"></figure>',
    )
    ArticlePicture.objects.create(article=draft, picture=pictures["gallery"])
    visit = office.make_public(VisitFactory())
    row = {"pk": None, "picture": str(pictures["proposed"].pk), "position": 1}
    proposing.propose(visit, {"pictures": ([], [row])}, office.registrar)
    return pictures | {"film": film, "past_article": past, "draft": draft}


def delete_by_form(scene, use):
    scene.client.force_login(scene.office.final)
    return scene.client.post(
        change_url(getattr(scene, use)).replace("change", "delete"), {"post": "yes"}
    )


def delete_selected(scene, *uses):
    scene.client.force_login(scene.office.final)
    numbers = [getattr(scene, use).pk for use in uses]
    chosen = {"action": "delete_selected", "_selected_action": numbers}
    said = scene.client.post("/admin/media/picture/", chosen)
    scene.client.post("/admin/media/picture/", chosen | {"post": "yes"})
    return said


def delete_film(scene):
    scene.client.force_login(scene.office.final)
    scene.client.post(change_url(scene.film).replace("change", "delete"), {"post": "yes"})
    chosen = {"action": "delete_selected", "_selected_action": [scene.film.pk], "post": "yes"}
    return scene.client.post(reverse("admin:media_video_changelist"), chosen)


TABLE = {
    "a picture that is shown, or ever was, stays": {
        Road.FORM: [Try(lambda s, use=use: delete_by_form(s, use)) for use in USES],
        Road.LIST: NO_LIST,
        Road.BULK: [
            *(Try(lambda s, use=use: delete_selected(s, use), "用在") for use in USES),
            Try(lambda s: delete_selected(s, *USES), "用在"),
        ],
        Road.IMPORT: NoRoad("no importer deletes"),
        Road.COMMAND: NO_COMMAND,
        Road.SERVICE: [
            Try(lambda s, use=use: remove_picture(getattr(s, use), s.office.final)) for use in USES
        ],
        Road.SAVE: NOT_WRITTEN_ANEW,
        Road.UPDATE: Try(lambda s: Picture.objects.update(file="pictures/00/other.jpg")),
        Road.BULK_WRITE: NOT_WRITTEN_ANEW,
        Road.DELETE: [
            *(Try(lambda s, use=use: getattr(s, use).delete()) for use in USES),
            Try(lambda s: Picture.objects.all().delete()),
            Try(lambda s: Picture.objects.all()._raw_delete("default")),
        ],
        Road.SQL: [
            Try(
                lambda s, use=use: sql(
                    "delete from media_picture where id = %s", getattr(s, use).pk
                )
            )
            for use in USES
        ],
    },
    "a film that a release shows stays": {
        Road.FORM: Try(delete_film),
        Road.LIST: NO_LIST,
        Road.BULK: NoRoad("films have no right to be deleted: the form tries it too"),
        Road.IMPORT: NoRoad("no importer deletes"),
        Road.COMMAND: NO_COMMAND,
        Road.SERVICE: NoRoad("no service deletes a film"),
        Road.SAVE: NOT_WRITTEN_ANEW,
        Road.UPDATE: Try(lambda s: Video.objects.update(file="videos/00/other.mp4")),
        Road.BULK_WRITE: NOT_WRITTEN_ANEW,
        Road.DELETE: [
            Try(lambda s: s.film.delete()),
            Try(lambda s: Video.objects.all().delete()),
            Try(lambda s: Video.objects.all()._raw_delete("default")),
        ],
        Road.SQL: Try(lambda s: sql("delete from media_video")),
    },
}


@pytest.mark.parametrize("attempt", tries(TABLE))
def test_no_road_leads_around(scene, attempt):
    assert_nothing_comes_of(attempt, scene)


def test_a_job_that_comes_late_removes_no_file_of_a_picture_that_is_there(scene):
    default_storage.save(scene.past.file, ContentFile(b"x"))

    remove_files(scene.past.file, [])

    assert default_storage.exists(scene.past.file)
