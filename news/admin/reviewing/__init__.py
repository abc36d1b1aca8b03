"""The page where a text is read, approved, returned and released."""

from __future__ import annotations

from typing import TYPE_CHECKING

from news.admin.reviewing import sheet
from news.admin.reviewing.page import review_page
from waishi.publishing.office_pages import pages_of

if TYPE_CHECKING:
    from news.admin.article import ArticleAdmin


def pages_of_review(admin: ArticleAdmin) -> list:
    """The review of a text, its review form to print and as a file, and the text as a file."""
    of_language = "<int:number>/review/<slug:language>"
    return pages_of(
        admin,
        ("<int:number>/review/", review_page, "news_article_review"),
        (f"{of_language}/sheet/", sheet.sheet_page, "news_article_sheet"),
        (f"{of_language}/sheet.docx", sheet.sheet_file, "news_article_sheet_file"),
        (f"{of_language}/text.docx", sheet.text_file, "news_article_text_file"),
    )
