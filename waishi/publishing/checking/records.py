"""What stops a record of the register or a setting of the site.

Of a record a second person sees the changed fields; words that the office's list blocks,
numbers of identity cards and days in no calendar are found here, whoever agrees.
"""

from collections.abc import Iterator

from waishi.publishing import scanning
from waishi.publishing.checking.checks import finding_at
from waishi.publishing.checking.demanding import CheckRefused
from waishi.publishing.checking.findings import Finding, Level
from waishi.publishing.checking.rules import RULES
from waishi.publishing.models import PublicRecord, WordRule

# For the office itself.
UNREAD = {"remark", "source"}


def refuse_blocking_record(record: PublicRecord) -> None:
    """Refuse to show readers a record in which something blocks, or in its parts."""
    listed = [*WordRule.objects.filter(level=Level.BLOCKING)]
    places = scanning.places_of(record)
    found = [one for place in places for one in _findings(place, listed) if one.is_blocking]
    if found:
        raise CheckRefused(found, "")


def _findings(place: scanning.Place, listed: list[WordRule]) -> Iterator[Finding]:
    for passage in place.passages:
        if passage.field in UNREAD:
            continue
        for rule in RULES:
            if rule.is_for(passage, place.language):
                faults = rule.faults(passage.words, place.day)
                yield from (finding_at(passage, rule, fault) for fault in faults)
        for word in listed:
            for fault in word.faults(passage.words, place.language, place.day):
                yield Finding("word", Level.BLOCKING, passage.field, passage.label, fault.said)
