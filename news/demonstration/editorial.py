"""What an office sets around its texts: notices, headlines, names, exceptions of script."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from friendship_cities.demonstration.tables import TwoPeople
from news.demonstration.files import in_columns, read
from news.models import Article, FrontPick
from waishi.accounts.models import User
from waishi.publishing import saving
from waishi.publishing.models import PublicRecord, Term
from waishi.publishing.proposing import propose_publication
from waishi.site.models import AlertBanner, ScriptException


def load_editorial(people: TwoPeople, translator: User) -> None:
    """All of it, once the articles are there; what is public, approved by two people."""
    said = read("editorial.toml")
    for banner in said["banner"]:
        texts = in_columns({"text": banner["text"]})
        begins, ends = _period(banner["days"])
        _publish(AlertBanner(kind=banner["kind"], starts_at=begins, ends_at=ends, **texts), people)
    for pick in said["pick"]:
        article = Article.objects.get(title_zh_hans=pick["article"])
        begins, ends = _period(pick["days"])
        headline = FrontPick(article=article, picked_from=begins, picked_until=ends)
        if pick.get("waits"):
            _propose(headline, people)
        else:
            _publish(headline, people)
    for exception in said["script_exception"]:
        _publish(ScriptException(**exception), people)
    for term in said["term"]:
        saving.create(Term(**term), translator)


def _period(days: int) -> tuple[Any, Any]:
    """So many days from now."""
    now = timezone.now()
    return now, now + timedelta(days=days)


def _propose(record: PublicRecord, people: TwoPeople) -> None:
    """Let it wait for the other person."""
    saving.create(record, people.proposer)
    propose_publication(record, people.proposer)


def _publish(record: PublicRecord, people: TwoPeople) -> None:
    saving.create(record, people.proposer)
    people.publish(record)
