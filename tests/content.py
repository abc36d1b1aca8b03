"""A public site with as many rows of everything as a test asks for, all tied to each other."""

from dataclasses import dataclass

from friendship_cities.models import (
    Country,
    Event,
    EventOrganiser,
    EventPicture,
    Partnership,
    Scope,
    Visit,
    VisitGuest,
    VisitPicture,
    VisitStop,
)
from news.models import Article, ArticlePicture, Section, Topic
from tests.factories import (
    AgreementFactory,
    ArticleFactory,
    EventFactory,
    LinkFactory,
    LinkGroupFactory,
    LocalPartyFactory,
    PartnershipFactory,
    PictureFactory,
    SectionFactory,
    StandingFactory,
    TopicFactory,
    VisitFactory,
)
from waishi.languages import ENGLISH, SOURCE


@dataclass
class Site:
    """One record of each kind, to which all the others are tied."""

    section: Section
    topic: Topic
    article: Article
    country: Country
    tie: Partnership
    visit: Visit
    event: Event


def public_section(office, **more):
    """A section readers see; one review is enough there, so that many texts are quickly out."""
    return office.make_public(SectionFactory(**{"reviews_wanted": 1, "freshness_days": 14} | more))


def public_tie(office, *, standing=None, **more):
    """A partnership readers see, in force since December 1982 unless `standing` says else."""
    tie = PartnershipFactory(**more)
    StandingFactory(partnership=tie, **(standing or {}))
    return office.make_public(tie)


def add_gallery(article, count):
    """Pictures with all they say, in an article's gallery."""
    for position in range(count):
        ArticlePicture.objects.create(
            article=article,
            picture=PictureFactory(),
            position=position,
            alt_zh_hans="签署仪式现场",
            alt_en="The signing",
            caption_zh_hans=f"第{position}张",
            caption_en=f"Picture {position}",
        )


def public_site(office, rows):
    """A site with `rows` records of every kind; returns the first, which have `rows` parts."""
    _consulates(office, rows)
    sections = [public_section(office, position=n) for n in range(rows)]
    topics = [office.make_public(TopicFactory(lead_picture=PictureFactory())) for _ in range(rows)]
    ties = [
        public_tie(office, local_party=LocalPartyFactory(name_zh_hans=f"第{n}区", name_en=f"D{n}"))
        for n in range(rows)
    ]
    country = ties[0].city.country
    visits = [_visit(office, country, ties, 1 if n else rows) for n in range(rows)]
    events = [_event(office, country, ties, 1 if n else rows) for n in range(rows)]
    for _ in range(rows):
        office.make_public(AgreementFactory(partnership=ties[0], visit=visits[0]))
        office.make_public(AgreementFactory(event=events[0]))
    articles = [_article(office, section, 1 if n else rows) for n, section in enumerate(sections)]
    for article in articles:
        article.partnerships.set(ties)
        article.countries.set([country])
        article.visits.set(visits)
        article.events.set(events)
        article.topics.set(topics)
        article.further_sections.set(sections[:1])
        office.release(article, SOURCE)
        office.release(article, ENGLISH)
    return Site(sections[0], topics[0], articles[0], country, ties[0], visits[0], events[0])


def _consulates(office, rows):
    group = LinkGroupFactory(kind="consulates", title_zh_hans="总领事馆", title_en="Consulates")
    for number in range(rows):
        LinkFactory(group=group, title_zh_hans=f"第{number}馆", title_en=f"Consulate {number}")
    office.make_public(group)


def _visit(office, country, ties, rows):
    visit = VisitFactory()
    visit.countries.set([country])
    visit.partnerships.set(ties)
    for number in range(rows):
        VisitGuest.objects.create(visit=visit, name_zh_hans=f"来宾{number}", name_en="Guest")
        VisitStop.objects.create(visit=visit, place_zh_hans="两江新区", place_en="Liangjiang")
        VisitPicture.objects.create(visit=visit, picture=PictureFactory(), alt_zh_hans="合影")
    office.make_public(VisitFactory(scope=Scope.HONG_KONG_MACAO, title_zh_hans="澳门代表团访渝"))
    return office.make_public(visit)


def _event(office, country, ties, rows):
    event = EventFactory()
    event.countries.set([country])
    event.partnerships.set(ties)
    for number in range(rows):
        EventOrganiser.objects.create(event=event, name_zh_hans=f"单位{number}", name_en="Office")
        EventPicture.objects.create(event=event, picture=PictureFactory(), alt_zh_hans="会场")
    return office.make_public(event)


def _article(office, section, rows):
    picture = PictureFactory()
    article = ArticleFactory(
        section=section,
        english=True,
        created_by=office.writer,
        lead_picture=picture,
        lead_picture_alt_zh_hans="签署现场",
        lead_picture_alt_en="The signing",
        body_zh_hans=f'<p>签署。</p><figure><img src="/media/{picture.file}" alt="现场">'
        "<figcaption>签署现场</figcaption></figure>",
    )
    add_gallery(article, rows)
    return article
