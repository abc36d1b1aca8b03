"""What a page shows of a text, as one document."""

import hashlib
import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from waishi.publishing.models import WorkingText

# Raised when the shape of documents changes; old releases keep theirs.
FORMAT = 1


def document_of(text: WorkingText, language: str) -> dict[str, Any]:
    """All the page of `text` shows in `language`: what is reviewed, released, compared."""
    document = {"format": FORMAT, "language": language, **text.compose(language)}
    # As the database will give it back, or the same text would have two hashes.
    return json.loads(json.dumps(document, cls=DjangoJSONEncoder))


def hash_of(document: Any) -> str:
    """The fingerprint of a document, or of any value JSON can hold."""
    canonical = json.dumps(document, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(canonical.encode()).hexdigest()
