"""A stage that somebody signed on paper, and what makes the sheet count."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from waishi.accounts.models import User
from waishi.publishing.models import SignedSheet
from waishi.publishing.moments import database_moment

MOST_BYTES = 10 * 1024 * 1024
# What a scanner or a phone makes, by its first bytes.
KINDS = {
    b"%PDF-": "application/pdf",
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
}
# As printed on the review form.
FINGERPRINT = 12


class SignatureRefused(ValidationError):
    """Why a sheet does not count, in a sentence for the person."""


def fingerprint_of(text_hash: str) -> str:
    """The beginning of a text's hash, as the review form prints it."""
    return text_hash[:FINGERPRINT]


@dataclass(frozen=True)
class Signature:
    """Who signed on paper, in which post, which day, which text; and the scan of it."""

    signer: str
    post: str
    signed_on: date
    fingerprint: str
    file_name: str
    scan: bytes
    opinion: str = ""

    def check(self, text_hash: str, moment: datetime, names: set[str]) -> dict[str, Any]:
        """What a review says of it; refused where it is not of this text, or by one of `names`."""
        signer, post = self.signer.strip(), self.post.strip()
        if not signer or not post:
            raise SignatureRefused("纸面签批须写明签批人和职务。")
        if signer in names:
            raise SignatureRefused(f"{signer}写过、改过或审过这一稿，不能再签这一环节。")
        if self.signed_on > timezone.localdate(moment):
            raise SignatureRefused("签批日期不能在今天之后。")
        if self.fingerprint.strip().lower() != fingerprint_of(text_hash):
            raise SignatureRefused("审核表上的稿件指纹与现在的稿件不同：签的不是这一稿。")
        return {"signer": signer[:40], "signer_post": post[:80], "signed_on": self.signed_on}

    def keep(self, by: User) -> SignedSheet:
        """Keep the scan; refused where it is no PDF, JPEG or PNG."""
        if len(self.scan) > MOST_BYTES:
            raise SignatureRefused("扫描件超过 10 MB。")
        kind = next((kind for start, kind in KINDS.items() if self.scan.startswith(start)), None)
        if kind is None:
            raise SignatureRefused("扫描件须是 PDF、JPEG 或 PNG。")
        return SignedSheet.objects.create(
            file_name=self.file_name[:200],
            file_type=kind,
            content=self.scan,
            added_by=by,
            added_at=database_moment(),
        )
