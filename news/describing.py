"""An article as machines read it (schema.org)."""

from typing import Any

from news.models import ArticleRelease
from waishi.site.linked_data import Described, moment, organisation


def describe_article(release: ArticleRelease, identity: Described, origin: str) -> Described:
    """The release; an imported text is dated as far as its original day is known."""
    document: dict[str, Any] = release.document
    address = origin + release.get_absolute_url()
    picture = release.lead_picture
    return {
        "@type": "NewsArticle",
        "headline": release.title,
        "description": release.summary,
        "datePublished": str(release.original_on or moment(release.dated_at)),
        "dateModified": None if release.original_on else moment(release.live_from),
        "inLanguage": "en" if release.language == "en" else "zh-Hans",
        "articleSection": release.section.name,
        "image": [origin + picture.url] if picture else [],
        "url": address,
        "mainEntityOfPage": address,
        "sourceOrganization": {"@type": "Organization", "name": document["source"]},
        "isBasedOn": document["source_url"],
        "publisher": organisation(identity, origin),
    }
