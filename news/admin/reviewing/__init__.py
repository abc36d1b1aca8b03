"""The page where a text is read, approved, returned, released and taken down."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.urls import path

from news.admin.reviewing import sheet
from news.admin.reviewing.page import review_page

if TYPE_CHECKING:
    from news.admin.article import ArticleAdmin

__all__ = ["pages_of_review", "review_page"]


def pages_of_review(admin: ArticleAdmin) -> list:
    """The review form of a text, to print and as a file, and the text as a file."""
    pages = {
        "sheet/": ("news_article_sheet", sheet.sheet_page),
        "sheet.docx": ("news_article_sheet_file", sheet.sheet_file),
        "text.docx": ("news_article_text_file", sheet.text_file),
    }
    return [
        path(
            f"<int:number>/review/<slug:language>/{end}",
            admin.admin_site.admin_view(partial(page, admin)),
            name=name,
        )
        for end, (name, page) in pages.items()
    ]
