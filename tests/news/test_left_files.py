"""Files of attachments go once nothing names them, and never before."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection

from news.attachments import remove_left_files
from news.models import Article, ArticleAttachment, LeftFile
from news.restoring import restore
from news.tasks import empty_trash
from tests.factories import ArticleFactory
from tests.news.test_trash import lie_for
from waishi.publishing import saving
from waishi.publishing.releasing import cancel
from waishi.publishing.trash import throw_away

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def attach(article, name="议程.pdf"):
    content = ContentFile(b"%PDF-1.7", name)
    return article.attachments.create(title_zh_hans="议程", file=content, size=8)


def stands(attachment):
    """Whether its file is there once the job has run."""
    remove_left_files()
    return default_storage.exists(attachment.file.name)


def replace(article, attachment):
    attachment.file = ContentFile(b"%PDF-1.7 new", "新议程.pdf")
    attachment.save(update_fields=["file"])


ROADS = {
    "form": lambda article, one: one.delete(),
    "bulk": lambda article, one: ArticleAttachment.objects.filter(pk=one.pk).delete(),
    "database": lambda article, one: connection.cursor().execute(
        "delete from news_articleattachment"
    ),
    "another file": replace,
}


@pytest.mark.parametrize("road", ROADS)
def test_the_file_of_a_draft_goes_whatever_road_the_attachment_goes(road):
    article = ArticleFactory()
    attachment = attach(article)
    left = ArticleAttachment.objects.get()

    ROADS[road](article, attachment)

    assert not stands(left)
    assert not LeftFile.objects.exists()


@pytest.mark.parametrize("road", ROADS)
def test_what_readers_could_take_along_stays(office, road):
    article = ArticleFactory()
    attachment = attach(article)
    office.release(article)
    left = ArticleAttachment.objects.get()

    ROADS[road](article, attachment)

    assert stands(left)
    assert not LeftFile.objects.exists()


def test_the_files_of_a_draft_go_when_the_trash_lets_it_go(office):
    article = ArticleFactory(created_by=office.writer)
    attachment = attach(article)
    throw_away(article, office.writer)
    assert stands(attachment)
    lie_for(article, 31)

    empty_trash(timestamp=0)

    assert not Article.objects.exists()
    assert not stands(attachment)


def test_a_file_that_is_to_appear_waits_for_what_becomes_of_that(office, moment):
    article = ArticleFactory()
    attachment = attach(article)
    release = office.release(article, live_from=moment + timedelta(days=2))
    attachment.delete()

    assert stands(attachment)
    cancel(release, office.final)
    assert not stands(attachment)


def test_a_file_that_was_restored_stays(office):
    article = ArticleFactory()
    attachment = attach(article)
    release = office.release(article)
    article.refresh_from_db()
    saving.save(article, office.writer, [], attachment.delete, ["attachments"])
    article.refresh_from_db()

    restore(release, office.writer, read_version=article.version, with_shared=True)

    assert article.attachments.get().file.name == attachment.file.name
    assert stands(attachment)
    assert not LeftFile.objects.exists()
