"""A translation is out of date when the Chinese it was made from no longer stands there."""

import pytest
from django.core.exceptions import ValidationError

from news.models import ArticlePicture
from tests.factories import ArticleFactory, PictureFactory
from waishi.languages import ENGLISH, SOURCE
from waishi.publishing import saving
from waishi.publishing.correcting import agree, propose
from waishi.publishing.models import AuditEntry, Translation
from waishi.publishing.slips import Replacement
from waishi.publishing.translating import STILL_RIGHT, confirm

pytestmark = pytest.mark.django_db

State = Translation.State


@pytest.fixture
def article(office):
    """A new Chinese text, saved as the office saves."""
    article = ArticleFactory.build(section=None, created_by=office.writer)
    article.section = ArticleFactory().section
    saving.create(article, office.writer)
    return article


def known(article):
    return Translation.objects.of_text(article, ENGLISH).get()


def translate(office, article):
    office.rewrite(
        article,
        title_en="A memorandum is signed",
        body_en="<p>Signed on 15 September 2021.</p>",
        source_en="Foreign Affairs Office",
    )


def test_a_text_without_english_is_missing_it(article):
    assert known(article).state == State.MISSING
    assert set(known(article).wanting) == {"title", "summary", "body", "source"}


def test_a_translation_is_current_until_the_chinese_moves(office, article):
    translate(office, article)
    assert known(article).state == State.CURRENT
    since = known(article).since

    office.rewrite(article, title_zh_hans="重庆与麦德林签署谅解备忘录（更新）")

    assert known(article).state == State.OUT_OF_DATE
    assert known(article).wanting == ["title"]
    assert known(article).made_from["title"] == "重庆与麦德林签署友城谅解备忘录"
    assert known(article).since > since


def test_chinese_put_back_as_it_was_makes_the_translation_current_again(office, article):
    translate(office, article)
    before = article.title_zh_hans
    office.rewrite(article, title_zh_hans="别的标题")

    office.rewrite(article, title_zh_hans=before)

    assert known(article).state == State.CURRENT


def test_translating_the_changed_field_brings_it_up_to_date(office, article):
    translate(office, article)
    office.rewrite(article, title_zh_hans="新标题", body_zh_hans="<p>新正文。</p>")

    office.rewrite(article, title_en="A new title")

    assert known(article).wanting == ["body"]


def test_both_languages_saved_at_once_belong_together(office, article):
    translate(office, article)

    office.rewrite(article, title_zh_hans="新标题", title_en="A new title")

    assert known(article).state == State.CURRENT


def test_what_is_not_text_leaves_a_translation_alone(office, article):
    translate(office, article)

    office.rewrite(article, author="张三")

    assert known(article).state == State.CURRENT


def test_captions_are_translations_too(office, article):
    translate(office, article)
    picture = PictureFactory()

    def add():
        ArticlePicture.objects.create(
            article=article, picture=picture, caption_zh_hans="签署现场", caption_en="The signing"
        )

    saving.save(article, office.writer, [], add, ["gallery"])
    assert known(article).state == State.CURRENT
    use = article.gallery.get()

    def change():
        use.caption_zh_hans = "签署仪式现场"
        use.save()

    article.refresh_from_db()
    saving.save(article, office.writer, [], change, ["gallery"])

    assert known(article).wanting == [f"gallery.{use.pk}.caption"]


def test_somebody_says_that_the_translation_is_still_right(office, article):
    translate(office, article)
    office.rewrite(article, title_zh_hans="重庆与麦德林签署谅解备忘录。")

    confirm(article, ENGLISH, office.translator, ["title"], "译文仍然正确")

    assert known(article).state == State.CURRENT
    assert AuditEntry.objects.filter(act="译文仍然正确", actor="translator").exists()


def test_what_is_not_translated_cannot_be_called_right(office, article):
    with pytest.raises(ValidationError, match="还没有译文"):
        confirm(article, ENGLISH, office.translator, ["title"], "译文仍然正确")
    with pytest.raises(ValidationError, match="权限"):
        confirm(article, ENGLISH, office.auditor, ["title"], "译文仍然正确")


def english_page(client, article):
    return client.get(f"/en{article.get_absolute_url()}").content.decode()


OLDER = "This page is older than the Chinese"


def test_the_english_page_says_when_the_chinese_has_moved_on(client, office, article):
    translate(office, article)
    office.release(article, SOURCE)
    office.release(article, ENGLISH)
    assert OLDER not in english_page(client, article)

    office.rewrite(article, title_zh_hans="更正后的标题")
    assert OLDER not in english_page(client, article)
    office.release(article, SOURCE)

    assert OLDER in english_page(client, article)
    office.rewrite(article, title_en="The corrected title")
    office.release(article, ENGLISH)
    assert OLDER not in english_page(client, article)


def test_english_released_late_from_old_chinese_says_so(client, office, article):
    translate(office, article)
    office.release(article, SOURCE)
    office.rewrite(article, title_zh_hans="更正后的标题")
    office.release(article, SOURCE)

    office.release(article, ENGLISH)

    assert OLDER in english_page(client, article)


def test_english_made_from_chinese_that_is_not_public_yet_is_not_older(client, office, article):
    translate(office, article)
    office.release(article, SOURCE)
    office.rewrite(article, title_zh_hans="下一稿", title_en="The next text")

    office.release(article, ENGLISH)

    assert OLDER not in english_page(client, article)


def test_a_change_that_readers_of_english_do_not_need_is_no_reason_for_the_note(
    client, office, article
):
    translate(office, article)
    office.release(article, SOURCE)
    office.release(article, ENGLISH)
    office.rewrite(article, author="张三")

    office.release(article, SOURCE)

    assert OLDER not in english_page(client, article)


def test_a_chinese_correction_is_what_the_next_english_is_measured_by(client, office, article):
    office.rewrite(article, body_zh_hans="<p>双方就教育合做进行了交流。</p>")
    translate(office, article)
    office.release(article, SOURCE)
    office.release(article, ENGLISH)

    correct(office, article, SOURCE, "合做", "合作")

    assert known(article).wanting == ["body"]
    assert OLDER in english_page(client, article)
    confirm(article, ENGLISH, office.other_translator, ["body"], STILL_RIGHT)
    office.release(article, ENGLISH)
    assert OLDER not in english_page(client, article)


def test_an_english_correction_does_not_make_english_look_newer(client, office, article):
    translate(office, article)
    office.rewrite(article, summary_en="Both sides discused education.")
    office.release(article, SOURCE)
    office.release(article, ENGLISH)
    correct(office, article, ENGLISH, "discused", "discussed")
    assert OLDER not in english_page(client, article)
    office.rewrite(article, title_zh_hans="更正后的标题")
    office.release(article, SOURCE)

    correct(office, article, ENGLISH, "Both sides", "Both parties")

    assert OLDER in english_page(client, article)


def correct(office, article, language, before, after):
    reviewer = office.first if language == SOURCE else office.other_translator
    agree(propose(article, language, office.writer, [Replacement(before, after)]), reviewer)
    article.refresh_from_db()
