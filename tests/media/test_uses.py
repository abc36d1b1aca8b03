"""What is used stays: where a picture is used, who is told, and every road to losing it."""

import io
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.db.models.signals import pre_delete
from django.urls import reverse
from PIL import Image
from procrastinate.contrib.django.models import ProcrastinateJob

from news.models import ArticlePicture
from tests.factories import (
    ArticleFactory,
    CityFactory,
    EventFactory,
    PictureFactory,
    TopicFactory,
    VisitFactory,
)
from tests.publishing.test_office_forms import change_url
from waishi.media import admin
from waishi.media.library import add_picture, remove_picture
from waishi.media.models import Picture
from waishi.media.tasks import remove_files
from waishi.media.uses import unused, used_among
from waishi.publishing.models import AuditEntry

pytestmark = pytest.mark.django_db

LIST = "/admin/media/picture/"


def figure(picture):
    return f'<p>签字。</p><figure><img src="{picture.url}" alt="两人签字"></figure>'


def lead(picture, office):
    ArticleFactory(lead_picture=picture, lead_picture_alt_zh_hans="签字")


def gallery(picture, office):
    ArticlePicture.objects.create(article=ArticleFactory(), picture=picture)


def body(picture, office):
    ArticleFactory(body_zh_hans=figure(picture))


def english_body(picture, office):
    ArticleFactory(english=True, body_en=figure(picture))


def live_release(picture, office):
    """Public, while the draft has gone on without it."""
    article = ArticleFactory(body_zh_hans=figure(picture))
    office.release(article)
    office.rewrite(article, body_zh_hans="<p>签字。</p>")


def past_release(picture, office):
    """In the gallery of what nobody reads any more."""
    article = ArticleFactory()
    ArticlePicture.objects.create(
        article=article, picture=picture, alt_zh_hans="签字", caption_zh_hans="签字"
    )
    office.release(article)
    article.gallery.all().delete()
    office.release(article)


def visit(picture, office):
    VisitFactory().pictures.create(picture=picture)


def event(picture, office):
    EventFactory().pictures.create(picture=picture)


def summary_of_a_visit(picture, office):
    VisitFactory(summary_zh_hans=figure(picture))


def topic(picture, office):
    TopicFactory(lead_picture=picture)


def city(picture, office):
    CityFactory(picture=picture)


def newer_version(picture, office):
    PictureFactory(replaces=picture)


USES = {
    lead: "稿件题图",
    gallery: "稿件组图",
    body: "稿件正文",
    english_body: "稿件正文",
    live_release: "发布稿（含历次）",
    past_release: "发布稿（含历次）",
    visit: "来访出访",
    event: "活动",
    summary_of_a_visit: "来访出访概要",
    topic: "专题题图",
    city: "外国地方",
    newer_version: "新版本",
}
every_use = pytest.mark.parametrize("use", USES, ids=lambda use: use.__name__)


@pytest.fixture
def picture():
    PictureFactory()
    return PictureFactory(title="签字仪式")


@every_use
def test_where_a_picture_is_used_stands_on_its_page_with_links(client, office, picture, use):
    use(picture, office)
    client.force_login(office.final)

    response = client.get(change_url(picture))

    uses = response.context["uses"]
    assert USES[use] in {one.label for one in uses}
    for one in uses:
        assert f'href="{one.address}"' in response.content.decode()
    assert response.context["has_delete_permission"] is False


@pytest.fixture
def used_just_before(picture, office):
    """Somebody puts the picture into a text after every check, before the row is deleted."""

    def use(**_):
        body(picture, office)

    pre_delete.connect(use, sender=Picture)
    yield
    pre_delete.disconnect(use, sender=Picture)


@pytest.mark.usefixtures("used_just_before")
@pytest.mark.parametrize("road", ["form", "list"])
def test_what_came_into_use_a_moment_ago_stays_and_staff_are_told(client, office, picture, road):
    client.force_login(office.final)
    action = {"action": "delete_selected", "_selected_action": [picture.pk], "post": "yes"}
    form = reverse("admin:media_picture_delete", args=[picture.pk]), {"post": "yes"}

    response = client.post(*(form if road == "form" else (LIST, action)), follow=True)

    told = [str(message) for message in response.context["messages"]]
    assert told == ["没有删除：刚刚有别处用到了它。请刷新后再看用在哪里。"]
    assert Picture.objects.filter(pk=picture.pk).exists()


@every_use
def test_the_filter_of_what_is_not_used_knows_it(client, office, picture, use):
    use(picture, office)
    assert used_among([picture]) == [picture]
    assert picture not in unused(Picture.objects.all())
    client.force_login(office.writer)
    shown = client.get(LIST, {"used": "no"}).context["cl"].queryset
    assert picture not in shown
    assert shown.exists()


def test_a_number_like_the_pictures_own_is_no_use_of_it(office, picture):
    ArticleFactory(body_zh_hans=f"<p>第 {picture.pk} 号，见 /media/pictures/。</p>")
    assert used_among([picture]) == []


def test_a_contributor_is_told_that_it_is_used_but_not_where(client, office, picture):
    ArticleFactory(lead_picture=picture, title_zh_hans="别人的稿件")
    client.force_login(office.contributor)
    page = client.get(change_url(picture)).content.decode()
    assert "另有 1 处，您无权打开" in page
    assert "别人的稿件" not in page


# What nothing uses ---------------------------------------------------------------


@pytest.fixture
def stored(settings, tmp_path, office):
    settings.MEDIA_ROOT = tmp_path
    return add_picture(a_file(), "朝天门", office.writer)


def a_file():
    file = io.BytesIO()
    Image.new("RGB", (600, 400), (10, 90, 90)).save(file, "JPEG")
    return file


@pytest.mark.parametrize("road", ["form", "list"])
def test_what_nothing_uses_can_be_deleted_and_its_files_go_a_day_later(
    client, office, stored, road, moment
):
    client.force_login(office.writer)
    if road == "form":
        client.post(reverse("admin:media_picture_delete", args=[stored.pk]), {"post": "yes"})
    else:
        action = {"action": "delete_selected", "_selected_action": [stored.pk], "post": "yes"}
        client.post(LIST, action)

    assert not Picture.objects.exists()
    assert AuditEntry.objects.filter(act="删除", actor="writer").exists()
    job = ProcrastinateJob.objects.get(task_name="media.remove_files")
    assert job.scheduled_at - moment > timedelta(hours=23)
    assert default_storage.exists(stored.file)
    remove_files(**job.args)
    assert not default_storage.exists(stored.file)


def test_files_of_a_picture_that_was_brought_in_again_stay(office, stored):
    remove_picture(stored, office.writer)
    again = add_picture(a_file(), "朝天门", office.writer)
    remove_files(file=again.file, widths=[])
    assert default_storage.exists(again.file)


@pytest.mark.parametrize("who", ["contributor", "registrar", "administrator", "auditor"])
def test_who_does_not_keep_the_library_deletes_nothing(client, office, who, picture):
    client.force_login(getattr(office, who))
    url = reverse("admin:media_picture_delete", args=[picture.pk])
    assert client.post(url, {"post": "yes"}).status_code == 403
    assert Picture.objects.filter(pk=picture.pk).exists()


# The list ------------------------------------------------------------------------


def test_of_many_pictures_the_newest_are_asked_for_their_uses(client, office, monkeypatch):
    monkeypatch.setattr(admin, "LOOKED_AT", 2)
    scan, *photos = PictureFactory(kind="scan"), PictureFactory(), PictureFactory()
    lead(photos[1], office)
    client.force_login(office.writer)

    def found(**query):
        shown = client.get(LIST, {"used": "no"} | query).context["cl"].queryset
        return {picture.pk for picture in shown}

    assert found() == {photos[0].pk}
    assert found(kind__exact="scan") == {scan.pk}
    assert found(year=str(scan.uploaded_at.year)) == {photos[0].pk}
    assert found(year="2019") == set()


@pytest.mark.parametrize("count", [1, 60])
@pytest.mark.parametrize("query", [{}, {"used": "no"}, {"mine": "yes"}, {"q": "签"}])
def test_the_list_costs_the_same_for_any_number(
    client, office, count, query, django_assert_max_num_queries
):
    PictureFactory.create_batch(count, uploaded_by=office.writer)
    client.force_login(office.writer)
    with django_assert_max_num_queries(10):
        assert client.get(LIST, query).status_code == 200


@pytest.mark.parametrize(
    "field", ["title", "description", "credit_zh_hans", "original_name", "source"]
)
def test_a_picture_is_found_by_what_is_known_of_it(client, office, field):
    client.force_login(office.writer)
    PictureFactory()
    wanted = PictureFactory(**{field: "恩贾梅纳 IMG_0042"})
    found = client.get(LIST, {"q": "IMG_0042"}).context["cl"].queryset
    assert list(found) == [wanted]


def test_the_page_of_a_picture_stays_within_the_budget_of_forms(
    client, office, picture, django_assert_max_num_queries
):
    for use in (lead, body, live_release, visit, event, city):
        use(picture, office)
    client.force_login(office.writer)
    with django_assert_max_num_queries(24):
        client.get(change_url(picture))
