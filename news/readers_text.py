"""A document with its pictures, for the pages of the office that show one."""

from dataclasses import dataclass
from typing import Any, Self

from django.db.models import Q

from news.rendering import pictures_in, render_body
from waishi.media.models import Picture


@dataclass(frozen=True)
class ReadersText:
    """What a document says, made of the pieces that the public page is made of."""

    document: dict[str, Any]
    body: str
    # Where no picture stands in the body, as on the public page.
    lead: Picture | None
    # Each use with its `picture`; None where that is no longer in the library.
    gallery: list[dict[str, Any]]
    videos: list[dict[str, Any]]

    @classmethod
    def of(cls, document: dict[str, Any]) -> Self:
        """With every picture it names, in one statement."""
        numbers = [use["picture"] for use in document["gallery"]]
        numbers += [video["poster"] for video in document["videos"]]
        if document["lead_picture"]:
            numbers.append(document["lead_picture"])
        wanted = Q(file__in=pictures_in(document["body"])) | Q(pk__in=numbers)
        pictures = {one.pk: one for one in Picture.objects.filter(wanted)}
        body = render_body(document["body"], document["language"], pictures.values())
        return cls(
            document=document,
            body=body,
            lead=pictures.get(document["lead_picture"]) if "<figure" not in body else None,
            gallery=[
                use | {"picture": pictures.get(use["picture"])} for use in document["gallery"]
            ],
            videos=[
                video | {"poster": pictures[video["poster"]]}
                for video in document["videos"]
                if video["poster"] in pictures
            ],
        )
