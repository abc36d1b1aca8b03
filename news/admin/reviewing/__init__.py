"""The page where a text is read, approved, returned, released and taken down."""

from news.admin.reviewing.page import review_page

__all__ = ["review_page"]
