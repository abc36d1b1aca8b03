from waishi.publishing.models.audit import AuditEntry
from waishi.publishing.models.counter import ChangeCounter
from waishi.publishing.models.deputy import Deputy
from waishi.publishing.models.emergency import EmergencyRelease
from waishi.publishing.models.link_state import LinkState, LinkUse
from waishi.publishing.models.notice import Notice, NoticeChannel, NoticeEvent
from waishi.publishing.models.open_form import OpenForm
from waishi.publishing.models.proposal import Proposal
from waishi.publishing.models.queue import AGREEMENT, DECISION, Authority, QueueEntry
from waishi.publishing.models.records import PublicRecord, PublicRecordQuerySet, Versioned
from waishi.publishing.models.review import (
    ERRATUM,
    PERMISSIONS,
    Review,
    Stage,
    TextChange,
    agreed_by,
    permissions_in,
)
from waishi.publishing.models.sheet import SignedSheet
from waishi.publishing.models.term import Term
from waishi.publishing.models.text import WorkingText
from waishi.publishing.models.translation import Translation
from waishi.publishing.models.wording import Occurrence, Official, WordRule

__all__ = [
    "AGREEMENT",
    "DECISION",
    "ERRATUM",
    "PERMISSIONS",
    "AuditEntry",
    "Authority",
    "ChangeCounter",
    "Deputy",
    "EmergencyRelease",
    "LinkState",
    "LinkUse",
    "Notice",
    "NoticeChannel",
    "NoticeEvent",
    "Occurrence",
    "Official",
    "OpenForm",
    "Proposal",
    "PublicRecord",
    "PublicRecordQuerySet",
    "QueueEntry",
    "Review",
    "SignedSheet",
    "Stage",
    "Term",
    "TextChange",
    "Translation",
    "Versioned",
    "WordRule",
    "WorkingText",
    "agreed_by",
    "permissions_in",
]
