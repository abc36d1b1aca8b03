"""The sections in the frame of every page."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, Expression, F, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from news.models import ArticleRelease, Section
from news.models.withdrawal import Moment
from waishi.languages import column

Named = dict[str, Any]


def filled_sections(language: str, moment: Moment) -> QuerySet[Section]:
    """Public sections that hold a live release in `language`.

    One whose sections below it hold something holds it too.
    """
    live = ArticleRelease.objects.live_at(moment).in_language(language)
    standing_in = Q(section=OuterRef("pk")) | Q(further_section_ids__contains=[OuterRef("pk")])
    held = Exists(live.filter(standing_in))
    below = Section.objects.public().filter(held, parent=OuterRef("pk"))
    return Section.objects.public().filter(held | Exists(below))


def sections_of_the_menu(language: str, moment: Expression) -> ArraySubquery:
    """The filled sections, in the office's order."""
    named = {"number": F("pk"), "slug": F("slug"), "name": F(column("name", language))}
    described = JSONObject(**named, parent=F("parent_id"))
    sections = filled_sections(language, moment).order_by("position", "pk")
    return ArraySubquery(sections.annotate(j=described).values("j"))


def family_of(section: Section, known: list[Named]) -> tuple[Named | None, list[Named]]:
    """The section above and those below, of the sections a reader can open."""
    above = next((one for one in known if one["number"] == section.parent_id), None)
    return above, [one for one in known if one["parent"] == section.pk and one["name"]]
