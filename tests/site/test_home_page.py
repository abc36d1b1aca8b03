"""The home page composes itself from the records, unless an editor picked something."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from news.models import FrontPick
from tests.content import public_section, public_site
from tests.factories import ArticleFactory, FrontPickFactory, PictureFactory
from waishi.languages import ENGLISH, SOURCE
from waishi.publishing.models import Proposal
from waishi.publishing.proposing import decide, take_back
from waishi.publishing.releasing import withdraw

pytestmark = pytest.mark.django_db


@pytest.fixture
def section(office):
    return public_section(office)


def pictured(section, title):
    return ArticleFactory(
        section=section,
        title_zh_hans=title,
        english=True,
        lead_picture=PictureFactory(),
        lead_picture_alt_zh_hans="签署现场",
        lead_picture_alt_en="The signing",
    )


def released(office, *articles):
    for article in articles:
        office.release(article)
    return articles


def front(client, prefix=""):
    """The numbers of the articles on the front: the lead, the stories, the headlines."""
    context = client.get(f"{prefix}/").context
    lead = context["lead"]
    return (
        lead and lead.article_id,
        [one.article_id for one in context["stories"]],
        [one.article_id for one in context["headlines"]],
    )


def test_without_a_pick_the_newest_story_with_a_picture_leads(client, office, section):
    with_picture = pictured(section, "有图")
    plain = ArticleFactory(section=section, title_zh_hans="无图")
    released(office, with_picture, plain)

    assert front(client) == (with_picture.pk, [], [plain.pk])


def test_further_pictured_stories_stand_in_a_row_of_three_or_not_at_all(client, office, section):
    articles = [pictured(section, f"有图{n}") for n in range(4)]
    released(office, *articles[:3])
    assert front(client)[1] == []

    released(office, articles[3])

    numbers = [article.pk for article in reversed(articles)]
    assert front(client) == (numbers[0], numbers[1:], [])


def test_a_pick_leads_though_it_is_old_and_its_section_makes_no_headlines(client, office, section):
    quiet = public_section(office, freshness_days=365)
    old = ArticleFactory(section=quiet, original_on="1982-12-03")
    released(office, old, *[ArticleFactory(section=quiet) for _ in range(9)])
    newest = pictured(section, "新闻")
    released(office, newest)

    office.make_public(FrontPickFactory(article=old))

    assert front(client)[0] == old.pk
    assert newest.pk in front(client)[2]


def test_several_picks_stand_in_their_order(client, office, section):
    first, second, third = (ArticleFactory(section=section) for _ in range(3))
    released(office, first, second, third)
    office.make_public(
        FrontPickFactory(article=first, position=2), FrontPickFactory(article=third, position=1)
    )

    assert front(client) == (third.pk, [], [first.pk, second.pk])


def test_an_article_picked_twice_stands_once(client, office, section):
    article, other = ArticleFactory(section=section), ArticleFactory(section=section)
    released(office, article, other)
    office.make_public(
        FrontPickFactory(article=article, position=3), FrontPickFactory(article=article)
    )

    assert front(client) == (article.pk, [], [other.pk])


def test_a_pick_nobody_else_agreed_to_counts_for_nothing(client, office, section):
    article, newest = ArticleFactory(section=section), pictured(section, "新闻")
    released(office, article, newest)

    FrontPickFactory(article=article)

    assert front(client)[0] == newest.pk


def test_a_pick_that_was_taken_back_counts_no_longer(client, office, section):
    article, newest = ArticleFactory(section=section), pictured(section, "新闻")
    released(office, article, newest)
    pick = office.make_public(FrontPickFactory(article=article))
    assert front(client)[0] == article.pk

    take_back(pick, office.final)

    assert front(client)[0] == newest.pk


@pytest.mark.parametrize(
    ("begins", "ends", "counts"),
    [(-2, -1, False), (-1, 1, True), (1, 2, False)],
    ids=["over", "now", "to come"],
)
def test_a_pick_counts_from_its_beginning_until_its_end(
    client, office, section, moment, begins, ends, counts
):
    article, newest = ArticleFactory(section=section), pictured(section, "新闻")
    released(office, article, newest)
    pick = FrontPickFactory(
        article=article,
        picked_from=moment + timedelta(hours=begins),
        picked_until=moment + timedelta(hours=ends),
    )
    office.make_public(pick)

    assert (front(client)[0] == article.pk) == counts
    for at in (pick.picked_from, pick.picked_until, moment):
        assert pick.is_live_at(at) == FrontPick.objects.live_at(at).contains(pick)


def test_a_pick_shows_no_text_before_its_release_or_after_its_withdrawal(client, office, section):
    article, newest = ArticleFactory(section=section), pictured(section, "新闻")
    released(office, newest)
    office.make_public(FrontPickFactory(article=article))
    assert front(client)[0] == newest.pk

    office.release(article)
    assert front(client)[0] == article.pk

    withdraw(article, SOURCE, office.final, kind="error", reason="有误")
    assert front(client)[0] == newest.pk


@pytest.mark.parametrize(
    ("language", "chinese", "english"),
    [("", True, True), (SOURCE, True, False), (ENGLISH, False, True)],
)
def test_a_pick_counts_in_the_languages_it_is_for(
    client, office, section, language, chinese, english
):
    picked, newest = ArticleFactory(section=section, english=True), pictured(section, "新闻")
    for article in (picked, newest):
        office.release(article, SOURCE)
        office.release(article, ENGLISH)

    office.make_public(FrontPickFactory(article=picked, language=language))

    assert (front(client)[0] == picked.pk) == chinese
    assert (front(client, "/en")[0] == picked.pk) == english


def test_a_pick_that_ends_before_it_begins_is_refused_by_every_road():
    reversed_pick = FrontPickFactory.build(
        article=ArticleFactory(), picked_until="2021-09-14T00:00:00+08:00"
    )

    with pytest.raises(ValidationError, match="结束须晚于开始"):
        reversed_pick.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        reversed_pick.save()


def test_an_editor_picks_in_the_office_and_another_person_agrees(client, office, section):
    article = ArticleFactory(section=section)
    released(office, article)
    client.force_login(office.writer)
    form = {"article": article.pk, "language": "", "position": 1, "shown": "{}", "_propose": "1"}
    for name, day in (("picked_from", "2021-09-15"), ("picked_until", "2121-09-15")):
        form |= {f"{name}_0": day, f"{name}_1": "08:00"}

    response = client.post(reverse("admin:news_frontpick_add"), form)

    assert response.status_code == 302, response.context["adminform"].form.errors
    proposal = Proposal.objects.pending().get()
    assert front(client)[0] is None
    decide(proposal, office.final, agree=True)
    assert front(client)[0] == article.pk


@pytest.mark.parametrize("person", ["contributor", "registrar"])
def test_who_may_not_read_every_draft_does_not_see_what_is_picked(client, office, person):
    client.force_login(getattr(office, person))

    assert client.get(reverse("admin:news_frontpick_changelist")).status_code == 403


def test_an_empty_office_shows_no_empty_block(client):
    for address in ("/", "/en/"):
        page = client.get(address).content.decode()

        assert page.count('class="block-head"') == 0


def test_chinese_shows_hong_kong_and_macao_apart_from_foreign_exchanges(client, office):
    public_site(office, 1)

    context = client.get("/").context

    assert [one.title_zh_hans for one in context["hong_kong_macao"]] == ["澳门代表团访渝"]
    assert "澳门代表团访渝" not in [one.title_zh_hans for one in context["visits"]]


def test_the_english_home_begins_with_what_a_foreigner_looks_for(client, office):
    guide = ArticleFactory(
        section=public_section(office, slug="services-for-foreigners", freshness_days=365),
        english=True,
        title_en="Registering where you stay",
    )
    office.release(guide, SOURCE)
    office.release(guide, ENGLISH)
    public_site(office, 1)

    page = client.get("/en/").content.decode()

    main = page[page.index("<main") :]
    assert 0 < main.index("Registering where you stay") < main.index('class="front"')
    assert 'class="first-help"' not in client.get("/").content.decode()
