"""The demonstration, all of it or nothing."""

from django.db import transaction
from django.utils import translation

from friendship_cities.countries import load_countries
from friendship_cities.demonstration.loading import load_register
from friendship_cities.demonstration.tables import TwoPeople
from friendship_cities.models import Country
from news.demonstration import marks
from news.demonstration.accounts import (
    Account,
    hashing_aside,
    let_in,
    make_people,
    new_accounts,
)
from news.demonstration.articles import Surroundings, load_articles
from news.demonstration.checked import load_draft_with_mistakes
from news.demonstration.editorial import load_editorial
from news.demonstration.files import read
from news.demonstration.identity import load_identity
from news.demonstration.links import load_links
from news.demonstration.site_map import load_pictures, load_sections, load_topics, load_videos
from waishi.accounts.models import User
from waishi.languages import SOURCE


def is_loaded() -> bool:
    """Whether the demonstration is in this database."""
    return marks.find_mark() is not None


@transaction.atomic
def load_demonstration() -> list[Account]:
    """Fill an empty database; returns the accounts with their passwords.

    Raises Refused where the database holds anything but roles and countries.
    """
    if found := marks.rows_by_model():
        raise marks.Refused(f"The database is not empty: {marks.told(found)}.")
    load_countries()
    audit_after = marks.last_audit_entry()
    accounts = new_accounts()
    with translation.override(SOURCE), hashing_aside(accounts) as hashes:
        people = make_people(accounts)
        settings = TwoPeople(people["administrator"], people["reviewer3"])
        identity = load_identity(settings)
        load_links(settings)
        _load_content(people, settings)
        let_in(people, hashes)
    marks.mark_loaded(identity, audit_after)
    return accounts


def _load_content(people: dict[str, User], settings: TwoPeople) -> None:
    pictures = load_pictures(people["editor"])
    around = Surroundings(
        sections=load_sections(settings),
        topics=load_topics(settings, pictures),
        pictures=pictures,
        videos=load_videos(pictures, people["editor"]),
        countries={country.iso2: country for country in Country.objects.all()},
        register=load_register(TwoPeople(people["registrar"], people["reviewer2"])),
        english_sources=read("sources.toml"),
    )
    load_articles(people, around)
    load_editorial(settings, people["translator1"])
    load_draft_with_mistakes(people["editor"], around.sections["friendship-city-news"])
