"""Pictures, sections and topics: what articles are put into."""

from typing import Any

from friendship_cities.demonstration.tables import TwoPeople
from news.demonstration.files import FOLDER, in_columns, read
from news.models import Section, Topic
from waishi.accounts.models import User
from waishi.media.library import add_picture
from waishi.media.models import Picture
from waishi.publishing import saving

DRAWN = {
    "kind": Picture.Kind.DRAWING,
    "credit_zh_hans": "本站绘制",
    "credit_en": "Drawn for this site",
    "source": "本站绘制",
}


def load_pictures(by: User) -> dict[str, Picture]:
    """Every drawing, in the library, by the name articles call it."""
    return {name: _load_picture(name, told, by) for name, told in read("pictures.toml").items()}


def _load_picture(name: str, told: dict[str, Any], by: User) -> Picture:
    with (FOLDER / "pictures" / f"{name}.webp").open("rb") as file:
        return add_picture(file, told["title"], by, **DRAWN)


def load_sections(people: TwoPeople) -> dict[str, Section]:
    """Every section, public; readers see those that hold something."""
    sections: dict[str, Section] = {}
    for told in read("sections.toml")["section"]:
        sections[told["slug"]] = _load_section(told, people, sections.get(told.get("parent", "")))
    return sections


def _load_section(told: dict[str, Any], people: TwoPeople, parent: Section | None) -> Section:
    section = Section(
        slug=told["slug"],
        position=told["position"],
        column_type=told["column_type"],
        layout=told["layout"],
        freshness_days=told["freshness_days"],
        age_notice_after=told.get("age_notice_after"),
        parent=parent,
        **in_columns({name: told[name] for name in ("name", "description", "keywords")}),
    )
    saving.create(section, people.proposer)
    people.publish(section)
    return section


def load_topics(people: TwoPeople, pictures: dict[str, Picture]) -> dict[str, Topic]:
    """Every topic, public."""
    return {
        told["slug"]: _load_topic(told, people, pictures) for told in read("topics.toml")["topic"]
    }


def _load_topic(told: dict[str, Any], people: TwoPeople, pictures: dict[str, Picture]) -> Topic:
    topic = Topic(
        slug=told["slug"],
        starts_on=told["starts_on"],
        ends_on=told["ends_on"],
        lead_picture=pictures[told["lead_picture"]],
        **in_columns({name: told[name] for name in ("name", "introduction", "lead_picture_alt")}),
    )
    saving.create(topic, people.proposer)
    people.publish(topic)
    return topic
