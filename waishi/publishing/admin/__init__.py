# Registered before the admin is: the desk asks for this room before modeltranslation
# has looked for what is translated.
from waishi.publishing import translation
from waishi.publishing.admin import deputy, notice, readers, term, wording
from waishi.publishing.admin.office import OfficeAdmin, PartInline, PublicRecordAdmin

__all__ = [
    "OfficeAdmin",
    "PartInline",
    "PublicRecordAdmin",
    "deputy",
    "notice",
    "readers",
    "term",
    "translation",
    "wording",
]
