"""The sections in the frame of every page."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, Expression, F, OuterRef, Q
from django.db.models.functions import JSONObject

from news.models import ArticleRelease, Section
from waishi.languages import column


def sections_of_the_menu(language: str, moment: Expression) -> ArraySubquery:
    """Public sections that hold a live release in `language`, in the office's order."""
    standing_in = Q(section=OuterRef("pk")) | Q(further_section_ids__contains=[OuterRef("pk")])
    held = ArticleRelease.objects.live_at(moment).in_language(language).filter(standing_in)
    described = JSONObject(slug=F("slug"), name=F(column("name", language)), parent=F("parent_id"))
    sections = Section.objects.public().filter(Exists(held)).order_by("position", "pk")
    return ArraySubquery(sections.annotate(j=described).values("j"))
