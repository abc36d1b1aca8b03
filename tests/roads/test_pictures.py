"""What is in use is not deleted: pictures and films, of drafts and of all releases.

Files of attachments go with their last reference: `tests/news/test_left_files.py`.
"""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse

from news.models import ArticleVideo
from tests.factories import ArticleFactory, PictureFactory, VideoFactory, VisitFactory
from tests.media.test_uses import USES as WAYS
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
# Every way in which a record shows a picture, and what only names one.
USES = {use.__name__: use for use in WAYS}
NAMES = [*USES, "poster", "proposed"]


def make_world(office):
    """A picture for each way of being used, and a film of a release that was replaced."""
    pictures = {name: PictureFactory() for name in NAMES}
    for name, use in USES.items():
        use(pictures[name], office)
    film = VideoFactory(poster=pictures["poster"])
    past = ArticleFactory()
    ArticleVideo.objects.create(article=past, video=film, caption_zh_hans="短片")
    office.release(past)
    past.videos.all().delete()
    office.release(past)
    visit = office.make_public(VisitFactory())
    row = {"pk": None, "picture": str(pictures["proposed"].pk), "position": 1}
    proposing.propose(visit, {"pictures": ([], [row])}, office.registrar)
    return pictures | {"film": film}


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
        Road.FORM: [Try(lambda s, use=use: delete_by_form(s, use)) for use in NAMES],
        Road.LIST: NO_LIST,
        Road.BULK: [
            *(Try(lambda s, use=use: delete_selected(s, use), "用在") for use in NAMES),
            Try(lambda s: delete_selected(s, *NAMES), "用在"),
        ],
        Road.IMPORT: NoRoad("no importer deletes"),
        Road.COMMAND: NO_COMMAND,
        Road.SERVICE: [
            Try(lambda s, use=use: remove_picture(getattr(s, use), s.office.final)) for use in NAMES
        ],
        Road.SAVE: NOT_WRITTEN_ANEW,
        Road.UPDATE: Try(lambda s: Picture.objects.update(file="pictures/00/other.jpg")),
        Road.BULK_WRITE: NOT_WRITTEN_ANEW,
        Road.DELETE: [
            *(Try(lambda s, use=use: getattr(s, use).delete()) for use in NAMES),
            Try(lambda s: Picture.objects.all().delete()),
            Try(lambda s: Picture.objects.all()._raw_delete("default")),
        ],
        Road.SQL: [
            Try(
                lambda s, use=use: sql(
                    "delete from media_picture where id = %s", getattr(s, use).pk
                )
            )
            for use in NAMES
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
    default_storage.save(scene.past_release.file, ContentFile(b"x"))

    remove_files(scene.past_release.file, [])

    assert default_storage.exists(scene.past_release.file)
