"""Two people at the same moment: both are kept, or one is told."""

import threading

import pytest
from django.db import connection
from django.test import Client

from tests.factories import (
    ArticleFactory,
)
from tests.publishing.test_office_forms import change_url, form_of
from waishi.accounts.roles import set_up_roles

pytestmark = pytest.mark.django_db


def save_at_once(person, forms):
    """Send each form from a thread of its own, all at the same moment."""
    ready, answers = threading.Barrier(len(forms)), {}

    def send(name, address, data):
        browser = Client()
        browser.force_login(person)
        try:
            ready.wait(10)
            answers[name] = browser.post(address, data)
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=(name, *form)) for name, form in forms.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return answers


@pytest.mark.django_db(transaction=True)
def test_of_two_people_saving_one_title_at_once_one_is_kept_and_the_other_is_told(client, office):
    set_up_roles()
    article = ArticleFactory()
    client.force_login(office.writer)
    form = form_of(client, change_url(article))
    titles = ["甲的标题", "乙的标题"]

    answers = save_at_once(
        office.writer,
        {title: (change_url(article), form | {"title_zh_hans": title}) for title in titles},
    )

    article.refresh_from_db()
    loser = next(title for title in titles if title != article.title_zh_hans)
    assert answers[article.title_zh_hans].status_code == 302
    assert answers[loser].status_code == 200
    page = answers[loser].content.decode()
    assert loser in page
    assert article.title_zh_hans in page
    assert article.version == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_people_saving_two_languages_at_once_both_are_kept(client, office):
    set_up_roles()
    article = ArticleFactory(english=True)
    client.force_login(office.writer)
    form = form_of(client, change_url(article))

    answers = save_at_once(
        office.writer,
        {
            name: (change_url(article), form | {name: text})
            for name, text in {"title_zh_hans": "新标题", "summary_en": "New summary"}.items()
        },
    )

    article.refresh_from_db()
    assert {answer.status_code for answer in answers.values()} == {302}
    assert (article.title_zh_hans, article.summary_en) == ("新标题", "New summary")
    assert article.version == 3
