"""A manuscript put into the library and among the drafts."""

import io
import re
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.html import escape

from news.manuscripts.reading import Manuscript, read_manuscript
from news.manuscripts.word import WordFile
from news.models import Article, Section
from waishi.accounts.models import User
from waishi.media.library import add_picture
from waishi.media.models import Picture
from waishi.publishing import saving
from waishi.publishing.moments import database_moment
from waishi.publishing.pasting import tidy_paste
from waishi.publishing.prose import clean_prose

FIGURE = re.compile(
    r'<figure><img[^>]*src="picture:(\d+)"[^>]*>(?:<figcaption>.*?</figcaption>)?</figure>', re.S
)
LOOSE_PICTURE = re.compile(r'<img[^>]*src="picture:(\d+)"[^>]*>')
# A button pressed twice, or a file chosen again by mistake.
A_MOMENT = timedelta(minutes=10)


@transaction.atomic
def draft_from(file: WordFile, name: str, section: Section, by: User) -> tuple[Article, list[str]]:
    """A new draft of what the file says, and what had to be left out, in sentences.

    The same file twice within ten minutes is one draft.
    """
    manuscript = read_manuscript(file)
    title = (manuscript.title or _name_without_ending(name))[:200]
    pictures, left_out = _take_pictures(file, manuscript, title, by)
    # As it will be saved: the same file again is known by it.
    body = clean_prose(tidy_paste(_with_pictures(manuscript.body, pictures)))
    if known := _drafted_just_now(title, body, by):
        return known, ["这个文件刚刚导入过，这就是那篇草稿。"]
    article = Article(
        section=section,
        title_zh_hans=title,
        subtitle_zh_hans=manuscript.subtitle[:200],
        body_zh_hans=body,
        source_zh_hans=(manuscript.source or by.unit)[:120],
        author=manuscript.author[:80],
        created_by=by,
    )
    saving.create(article, by)
    return article, [*file.left_out, *left_out]


def _take_pictures(
    file: WordFile, manuscript: Manuscript, title: str, by: User
) -> tuple[dict[int, Picture], list[str]]:
    """The pictures in the library, by their number; those that are none are named."""
    taken: dict[int, Picture] = {}
    left_out = []
    for place, number in enumerate(dict.fromkeys(manuscript.pictures), start=1):
        try:
            upload = io.BytesIO(file.pictures[number])
            taken[number] = add_picture(upload, f"{title[:90]}（{place}）", by)
        except ValidationError as error:
            left_out.append(f"第 {place} 张图片没有导入：{' '.join(error.messages)}")
    return taken, left_out


def _with_pictures(body: str, pictures: dict[int, Picture]) -> str:
    """The body with its pictures where they stood; those left out go with their captions."""

    def placed(found: re.Match) -> str:
        number = int(found[1])
        if number not in pictures:
            return ""
        return found[0].replace(f"picture:{number}", escape(pictures[number].url))

    return LOOSE_PICTURE.sub(placed, FIGURE.sub(placed, body))


def _drafted_just_now(title: str, body: str, by: User) -> Article | None:
    recent = Article.objects.filter(created_by=by, created_at__gt=database_moment() - A_MOMENT)
    return recent.filter(title_zh_hans=title, body_zh_hans=body).first()


def _name_without_ending(name: str) -> str:
    return name.rsplit(".", 1)[0].strip() or "（无标题）"
