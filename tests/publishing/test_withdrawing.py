"""Taking pages down: at once, in every language, with a reason that may follow, and back."""

import re
import threading
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import IntegrityError, connection, transaction

from news.models import ArticleRelease, Withdrawal
from tests.factories import ArticleFactory
from waishi.languages import ENGLISH, LANGUAGES, SOURCE
from waishi.publishing.models import AuditEntry
from waishi.publishing.moments import database_moment
from waishi.publishing.releasing import (
    ReleaseRefused,
    give_reason,
    reinstate,
    withdraw,
    withdraw_all,
)

pytestmark = pytest.mark.django_db
PREFIX = {SOURCE: "", ENGLISH: "/en"}


@pytest.fixture
def article(office):
    """An article readers find in both languages."""
    found = ArticleFactory(english=True)
    for language in LANGUAGES:
        office.release(found, language)
    return found


def read(client, article, language):
    return client.get(f"{PREFIX[language]}/news/{article.pk}/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_wrong_is_gone_in_that_language_only(client, office, article, language):
    withdraw(article, language, office.first, kind="error")

    [other] = set(LANGUAGES) - {language}
    assert read(client, article, language).status_code == 410
    assert read(client, article, other).status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_merged_page_leads_to_the_other(client, office, article, language):
    target = ArticleFactory(english=True)
    office.release(target, language)

    withdraw(article, language, office.first, kind="merged", merged_into_id=target.pk)

    response = read(client, article, language)
    assert response.status_code == 301
    assert response["Location"] == f"{PREFIX[language]}/news/{target.pk}/"


@pytest.mark.parametrize(
    ("language", "notice"), [(SOURCE, "已有新办法"), (ENGLISH, "There is a new regulation.")]
)
def test_a_page_no_longer_current_stays_under_a_dated_notice(
    client, office, article, language, notice
):
    withdraw(article, language, office.first, kind="outdated", notice=notice)

    response = read(client, article, language)
    assert response.status_code == 200
    assert notice in response.content.decode()


def test_both_languages_go_in_one_step_or_none_does(client, office, article):
    withdraw_all(article, {SOURCE: "", ENGLISH: ""}, office.first, kind="error")
    assert [read(client, article, language).status_code for language in LANGUAGES] == [410, 410]
    other = ArticleFactory(english=True)
    office.release(other)

    with pytest.raises(ReleaseRefused), transaction.atomic():
        withdraw_all(other, {SOURCE: "", ENGLISH: ""}, office.first, kind="error")

    assert read(client, other, SOURCE).status_code == 200


@pytest.mark.parametrize("person", ["first", "second", "final", "translator"])
def test_any_reviewer_takes_a_page_down_alone(office, article, person):
    assert withdraw(article, SOURCE, getattr(office, person), kind="error").pk


@pytest.mark.parametrize("person", ["writer", "contributor", "auditor", "administrator"])
def test_nobody_else_does(office, article, person):
    by = getattr(office, person)
    standing = withdraw(article, ENGLISH, office.first, kind="error")

    for act in (
        lambda: withdraw(article, SOURCE, by, kind="error"),
        lambda: reinstate(standing, by),
        lambda: give_reason(standing, by, "有误"),
    ):
        with pytest.raises(ReleaseRefused):
            act()


def test_what_was_scheduled_is_named_when_it_goes_too(office, article, moment):
    office.rewrite(article, title_zh_hans="明天换的标题")
    office.release(article, live_from=moment + timedelta(days=1))

    withdrawal = withdraw(article, SOURCE, office.first, kind="error")

    assert [title for title, _ in withdrawal.cancelled] == ["明天换的标题"]
    assert "明天换的标题" in str(AuditEntry.objects.get(act="撤稿").detail)


def test_the_reason_follows_once_and_stands(office, article):
    withdrawal = withdraw(article, SOURCE, office.first, kind="error")
    assert list(Withdrawal.objects.without_reason()) == [withdrawal]

    give_reason(withdrawal, office.second, "职务有误")

    withdrawal.refresh_from_db()
    assert (withdrawal.reason, withdrawal.reason_by) == ("职务有误", office.second)
    assert not Withdrawal.objects.without_reason()
    with pytest.raises(ReleaseRefused, match="不再改动"):
        give_reason(withdrawal, office.second, "另一个说法")


def test_what_was_said_of_a_withdrawal_is_not_edited_by_any_road(office, article):
    withdrawal = withdraw(article, SOURCE, office.first, kind="error", reason="职务有误")
    mine = Withdrawal.objects.filter(pk=withdrawal.pk)

    for change in (
        lambda: mine.update(reason="别的"),
        lambda: mine.update(kind="outdated", notice="别的"),
        lambda: mine.update(withdrawn_by=office.second),
        lambda: mine.delete(),
        lambda: withdrawal.delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_a_page_comes_back_as_it_was_and_only_once(client, office, article):
    withdrawal = withdraw(article, SOURCE, office.first, kind="error")

    reinstate(withdrawal, office.second)

    assert read(client, article, SOURCE).status_code == 200
    withdrawal.refresh_from_db()
    assert withdrawal.reinstated_by == office.second
    with pytest.raises(ReleaseRefused, match="已经恢复"):
        reinstate(withdrawal, office.first)


def test_a_page_is_merged_only_into_one_that_readers_find(office, article):
    draft = ArticleFactory()

    with pytest.raises(Exception, match="没有公开的中文页面"):
        withdraw(article, SOURCE, office.first, kind="merged", merged_into_id=draft.pk)
    with pytest.raises(Exception, match="不能并入稿件自己"):
        withdraw(article, SOURCE, office.first, kind="merged", merged_into_id=article.pk)


def test_readers_are_never_sent_round_in_a_circle(office, article):
    others = [ArticleFactory(), ArticleFactory()]
    for other in others:
        office.release(other)
    chain = [article, *others]
    for one, into in pairwise(chain):
        withdraw(one, SOURCE, office.first, kind="merged", merged_into_id=into.pk)
    # Released again, the first page is found although it was merged.
    office.rewrite(article, title_zh_hans="重新发布")
    office.release(article)

    with pytest.raises(Exception, match="来回打转"):
        withdraw(chain[-1], SOURCE, office.first, kind="merged", merged_into_id=article.pk)


@pytest.mark.django_db(transaction=True)
def test_two_who_press_the_button_at_once_take_it_down_once(office):
    article = ArticleFactory()
    office.release(article)
    people = [office.first, office.second]
    said, together = [], threading.Barrier(2)

    def press(by):
        together.wait()
        try:
            withdraw(article, SOURCE, by, kind="error")
            said.append("撤下")
        except ReleaseRefused as refused:
            said.append(refused.messages[0])
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=[by]) for by in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(said) == ["中文页面现在没有公开，无须撤稿。", "撤下"]
    assert Withdrawal.objects.count() == 1
    assert not ArticleRelease.objects.live_at(database_moment()).exists()


def test_the_reader_is_told_in_their_language(client, office, article):
    for language in LANGUAGES:
        withdraw(article, language, office.first, kind="error")

    assert "撤" in read(client, article, SOURCE).content.decode()
    main = read(client, article, ENGLISH).content.decode()
    main = main[main.index("<main") : main.index("</main")]
    assert not re.search("[\u4e00-\u9fff]", re.sub(r"<a[^>]*lang=.*?</a>", "", main, flags=re.S))
