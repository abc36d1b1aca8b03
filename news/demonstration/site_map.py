"""Pictures, videos, sections and topics: what articles show and are put into."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from friendship_cities.demonstration.tables import TwoPeople
from news.demonstration.files import FOLDER, in_columns, read
from news.models import Section, Topic
from waishi.accounts.models import User
from waishi.media.filming import store_captions, store_video
from waishi.media.library import add_picture
from waishi.media.models import Picture, Video
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


def load_videos(pictures: dict[str, Picture], by: User) -> dict[str, Video]:
    """Every film, with its captions, by the name articles call it."""
    films = read("videos.toml")
    return {name: _load_video(name, told, pictures, by) for name, told in films.items()}


def _load_video(name: str, told: dict[str, Any], pictures: dict[str, Picture], by: User) -> Video:
    film = (FOLDER / "videos" / f"{name}.mp4").read_bytes()
    stored, size = store_video(SimpleUploadedFile(f"{name}.mp4", film))
    captions = {code: _store_captions(said) for code, said in told["captions"].items()}
    texts = {"title": told["title"], "transcript": told["transcript"], "captions": captions}
    video = Video(
        file=stored,
        size=size,
        poster=pictures[told["poster"]],
        credit_zh_hans=DRAWN["credit_zh_hans"],
        credit_en=DRAWN["credit_en"],
        source=DRAWN["source"],
        uploaded_by=by,
        **in_columns(texts),
    )
    saving.create(video, by)
    return video


def _store_captions(said: str) -> str:
    """One line from beginning to end."""
    captions = f"WEBVTT\n\n00:00.000 --> 00:08.000\n{said}\n"
    return store_captions(SimpleUploadedFile("captions.vtt", captions.encode()))


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
