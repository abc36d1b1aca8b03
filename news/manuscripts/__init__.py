"""Manuscripts as they arrive from Word and WPS, made into drafts."""

from news.manuscripts.drafting import draft_from
from news.manuscripts.reading import Manuscript, read_manuscript
from news.manuscripts.word import open_word

__all__ = ["Manuscript", "draft_from", "open_word", "read_manuscript"]
