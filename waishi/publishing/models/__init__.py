from waishi.publishing.models.audit import AuditEntry
from waishi.publishing.models.counter import ChangeCounter
from waishi.publishing.models.proposal import Proposal
from waishi.publishing.models.records import PublicRecord, PublicRecordQuerySet, Versioned
from waishi.publishing.models.review import Review, Stage, TextChange
from waishi.publishing.models.text import WorkingText

__all__ = [
    "AuditEntry",
    "ChangeCounter",
    "Proposal",
    "PublicRecord",
    "PublicRecordQuerySet",
    "Review",
    "Stage",
    "TextChange",
    "Versioned",
    "WorkingText",
]
