"""Pictures of an article: what they say in words, who made them, which maps they show."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings

from news.checking.missing import missing
from waishi.languages import column, text_in
from waishi.media.models import Picture
from waishi.publishing.checking import Checked, Finding, Level

# 审图号：GS(2021)1234号, 渝S（2021）012号 (《地图管理条例》)
MAP_APPROVAL = re.compile(r"(?:[\u4e00-\u9fff]{1,2}|[A-Z]{0,2})S?\s*[（(〔]\d{4}[）)〕]\s*\d+\s*号")
A_MAP = re.compile(r"地图|区位图|交通图|版图|\b[Mm]aps?\b")
NO_MAP = re.compile(r"非地图|不是地图|[Nn]ot a map")


@dataclass(frozen=True)
class Shown:
    """A picture where the article shows it."""

    field: str
    label: str
    alt_field: str
    alt: str
    caption: str
    picture: Picture | None
    has_caption: bool = True
    is_decorative: bool = False


def faults_of_pictures(checked: Checked) -> Iterator[Finding]:
    """Alternative texts and maps stop a release; captions and credits ask for a tick."""
    for shown in shown_pictures(checked):
        if not shown.alt and not shown.is_decorative:
            yield missing(shown.alt_field, f"{shown.label}替代文字")
        yield from _caption(shown)
        yield from _credit(shown, checked.language)
        yield from _map(shown)


def shown_pictures(checked: Checked) -> list[Shown]:
    """Lead, gallery and those in the body, with their pictures in one query."""
    known = _known(checked)
    return [
        *_lead(checked, known),
        *_gallery(checked, known),
        *_inline(checked, known),
    ]


def _known(checked: Checked) -> dict[int | str, Picture]:
    """The pictures by their numbers and by their addresses."""
    numbers = [use["picture"] for use in checked.document["gallery"]]
    files = [_file(one.address) for one in checked.prose["body"].pictures]
    wanted = Picture.objects.filter(pk__in=[*numbers, checked.document["lead_picture"] or 0])
    found = list(wanted | Picture.objects.filter(file__in=files))
    return {one.pk: one for one in found} | {one.file: one for one in found}


def _lead(checked: Checked, known: dict) -> Iterator[Shown]:
    number = checked.document["lead_picture"]
    if number:
        field = column("lead_picture_alt", checked.language)
        alt = checked.document["lead_picture_alt"]
        yield Shown(
            field="lead_picture",
            label="题图",
            alt_field=field,
            alt=alt,
            caption="",
            picture=known.get(number),
            has_caption=False,
            is_decorative=checked.document.get("lead_picture_is_decorative", False),
        )


def _gallery(checked: Checked, known: dict) -> Iterator[Shown]:
    for place, use in enumerate(checked.document["gallery"]):
        yield Shown(
            field=f"gallery-{place}-{column('caption', checked.language)}",
            label=f"组图第{place + 1}张",
            alt_field=f"gallery-{place}-{column('alt', checked.language)}",
            alt=use["alt"],
            caption=use["caption"],
            picture=known.get(use["picture"]),
            is_decorative=use.get("is_decorative", False),
        )


def _inline(checked: Checked, known: dict) -> Iterator[Shown]:
    body = column("body", checked.language)
    for place, one in enumerate(checked.prose["body"].pictures, start=1):
        picture = known.get(_file(one.address))
        yield Shown(body, f"正文第{place}张图", body, one.alt, one.caption.strip(), picture)


def _file(address: str) -> str:
    return address.removeprefix(settings.MEDIA_URL)


def _caption(shown: Shown) -> Iterator[Finding]:
    if shown.has_caption and not shown.caption and not shown.is_decorative:
        yield Finding("no_caption", Level.WARNING, shown.field, shown.label, "没有图说")


def _credit(shown: Shown, language: str) -> Iterator[Finding]:
    if shown.picture and not text_in(shown.picture, "credit", language):
        said = f"图片“{shown.picture}”在图库里没有这一语种的署名"
        yield Finding("no_credit", Level.WARNING, shown.field, shown.label, said)


def _map(shown: Shown) -> Iterator[Finding]:
    if shown.picture is None:
        return
    picture = shown.picture
    if picture.contains_map and not MAP_APPROVAL.search(picture.map_approval):
        said = "含地图而没有审图号（形如 GS(2021)1234号），不得公开"
        yield Finding("map", Level.BLOCKING, shown.field, shown.label, said, picture.map_approval)
    told = f"{shown.alt} {shown.caption}"
    named = A_MAP.search(told)
    if named and not picture.contains_map and not NO_MAP.search(told):
        said = "说明里提到地图，图库里没有标“含地图”，请核对是否须有审图号"
        yield Finding("map_unmarked", Level.WARNING, shown.field, shown.label, said, named[0])
