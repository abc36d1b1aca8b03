"""Old addresses: where a request of one is sent, and how a list of them comes in."""

import csv
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Subquery
from django.http import HttpResponse, HttpResponsePermanentRedirect

from waishi.accounts.models import User
from waishi.publishing import saving
from waishi.site import frame_parts
from waishi.site.frame import PublicRequest, framed
from waishi.site.models import OldAddress
from waishi.site.models.old_address import path_of

SAFE = ("GET", "HEAD")


@dataclass
class Imported:
    """What came of a list: how many were added, changed and there already, and the faults."""

    added: int = 0
    changed: int = 0
    same: int = 0
    faults: list[str] = field(default_factory=list)


def moved(request: PublicRequest) -> HttpResponse | None:
    """The redirect of an old address, with its query before without; None where it is none.

    The request has its frame afterwards: where it had none yet, the old address was
    looked up in the same statement.
    """
    has_frame = hasattr(request, "frame")
    asked = [request.path, f"{request.path}?{request.META['QUERY_STRING']}"]
    framed(request, moved_to=lambda language, moment: Subquery(frame_parts.moved_to(asked)))
    if request.method not in SAFE:
        return None
    found = frame_parts.moved_to(asked).first() if has_frame else request.frame.parts["moved_to"]
    return HttpResponsePermanentRedirect(found) if found else None


@transaction.atomic
def import_old_addresses(text: str, by: User | None, *, is_trial: bool = False) -> Imported:
    """Add or change the old addresses of two columns, CSV or copied from Excel: all, or none.

    A trial says what would come of it and writes nothing.
    """
    imported = Imported()
    lines = text.splitlines()
    delimiter = "\t" if lines and "\t" in lines[0] else ","
    for number, cells in enumerate(csv.reader(lines, delimiter=delimiter), 1):
        said = [cell.strip() for cell in cells]
        if not any(said) or (number == 1 and not said[0].startswith("/")):
            continue
        try:
            _take(said, by, imported)
        except ValidationError as fault:
            imported.faults.append(f"第{number}行：{' '.join(fault.messages)}")
    if imported.faults or is_trial:
        transaction.set_rollback(True)
    return imported


def _take(said: list[str], by: User | None, imported: Imported) -> None:
    if len(said) < 2:
        raise ValidationError("须有旧地址和新地址两列")
    path, target = said[0], path_of(said[1])
    old = OldAddress.objects.filter(path=path).first()
    if old and old.target == target:
        imported.same += 1
        return
    record = old or OldAddress(path=path)
    record.target = target
    record.full_clean()
    if old:
        saving.save(record, by, ["target"])
        imported.changed += 1
    else:
        saving.create(record, by)
        imported.added += 1
