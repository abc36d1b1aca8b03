"""勘误: a slip of the pen on a live page, mended at once by two people.

At most twenty characters, made in the document that is live and not in the working
text, so that no draft leaks. Names, posts, figures and dates are never a slip of
the pen: they take the full way.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Sum

from waishi.accounts.models import User
from waishi.languages import NAMES, SOURCE, column, columns
from waishi.publishing import (
    audit,
    checking,
    emergencies,
    notices,
    queue,
    releasing,
    saving,
    writing,
)
from waishi.publishing.documents import hash_of
from waishi.publishing.models import ERRATUM, NoticeEvent, Official, WorkingText, agreed_by
from waishi.publishing.models.visibility import HIDDEN, is_hidden
from waishi.publishing.moments import database_moment
from waishi.publishing.slips import Replacement, apply_to, characters_of, refuse_facts
from waishi.publishing.ticking import ticked_of_release

MOST_CHARACTERS = 20


class CorrectionRefused(ValidationError):
    """Why a slip cannot be mended so, in a sentence for the person."""


Names = Callable[[], Iterable[str]]
_names: list[Names] = []


def names_come_from(names: Names) -> None:
    """Let a register say which names a correction may neither make nor unmake."""
    _names.append(names)


@transaction.atomic
def propose(
    text: WorkingText,
    language: str,
    by: User,
    replacements: list[Replacement],
    *,
    everywhere: bool = False,
) -> models.Model:
    """Ask another person to agree to a correction of what is live in `language`."""
    if not by.holds(f"{text._meta.app_label}.change_{text._meta.model_name}"):
        raise CorrectionRefused("您没有提出勘误的权限。")
    if not by.holds(writing.permission_for(language)):
        raise CorrectionRefused(f"您不写{NAMES[language]}，请告知写这一语种的人。")
    _refuse_hidden(text, by)
    text = _locked(text)
    live = _live(text, language)
    if text.errata.filter(language=language, verdict="pending").exists():
        raise CorrectionRefused(f"{NAMES[language]}页面已有一条勘误在等人同意。")
    if emergencies.is_flagged(text, live.document):
        raise CorrectionRefused("这一页是紧急发布的，还没有补审，不能勘误。")
    document = live.document
    changed = 0
    for replacement in replacements:
        corrected, places = apply_to(text, document, replacement)
        _refuse_places(replacement, places, everywhere)
        changed += characters_of(replacement) * sum(places.values())
        document = corrected
    if hash_of(document) == live.text_hash:
        raise CorrectionRefused("没有改动。")
    before = changed_before(text, language)
    if changed + before > MOST_CHARACTERS:
        already = f"（上次审核以来已勘误{before}个字）" if before else ""
        raise CorrectionRefused(
            f"勘误最多改{MOST_CHARACTERS}个字，这次改了{changed}个{already}。请修改稿件后送审。"
        )
    refuse_facts(text, live.document, document, _known_names())
    erratum = text.errata.create(
        language=language,
        corrects=live,
        replacements=[[one.before, one.after] for one in replacements],
        characters=changed,
        document=document,
        text_hash=hash_of(document),
        proposed_by=by,
        proposed_at=database_moment(),
    )
    queue.place_erratum(erratum)
    notices.tell(NoticeEvent.WAITING, queue.entry_of(erratum, language))
    audit.record(by, "提出勘误", text, language=language, replacements=erratum.replacements)
    return erratum


def changed_before(text: WorkingText, language: str) -> int:
    """How many characters were mended since a review last read the whole."""
    reviewed = text.releases.filter(language=language).reviewed().order_by("-released_at").first()
    agreed = text.errata.filter(language=language, verdict="agreed")
    if reviewed:
        agreed = agreed.filter(decided_at__gt=reviewed.released_at)
    return agreed.aggregate(n=Sum("characters"))["n"] or 0


def may_agree(erratum: models.Model, by: User) -> bool:
    """Whether `by` is another person who reviews this language."""
    return by.pk != erratum.proposed_by_id and erratum.language in agreed_by(by)


def asks_for(erratum: models.Model) -> list[checking.Finding]:
    """What the check finds of the corrected page that nobody ticked of the page that is live."""
    ticked = ticked_of_release(erratum.article, erratum.corrects)
    language, document = erratum.language, erratum.document
    found = checking.findings_of(erratum.article, language, database_moment(), document)
    return [finding for finding in found if finding.key not in ticked]


@transaction.atomic
def agree(erratum: models.Model, by: User, accepted: Collection[str] = ()) -> list[str]:
    """Put the corrected page before the public at once; says what is still to be done.

    `accepted` holds the keys of the check's warnings that `by` ticked, beside those
    ticked of the live page already.
    """
    text, erratum = _locked(erratum.article), _locked_row(erratum)
    _refuse_decided(erratum)
    if by.pk == erratum.proposed_by_id:
        raise CorrectionRefused("提出勘误的人不能自己同意。")
    if erratum.language not in agreed_by(by):
        raise CorrectionRefused("您没有同意勘误的权限。")
    _refuse_hidden(text, by)
    live = _live(text, erratum.language)
    if live.pk != erratum.corrects_id:
        raise CorrectionRefused("提出勘误之后页面已更换，请重新提出。")
    now = database_moment()
    known = {*accepted, *ticked_of_release(text, live)}
    erratum.ticked = checking.demand(text, erratum.language, now, erratum.document, known)
    erratum.verdict, erratum.decided_by, erratum.decided_at = "agreed", by, now
    erratum.save(update_fields=["verdict", "decided_by", "decided_at", "ticked"])
    queue.place_erratum(erratum)
    notes = _merge(text, erratum)
    releasing.release(
        _locked(text),
        erratum.language,
        erratum.document,
        by,
        expires_at=live.expires_at,
        dated_at=live.dated_at,
        erratum=erratum,
        **_source_said(text, live),
    )
    audit.record(by, "同意勘误", text, language=erratum.language, replacements=erratum.replacements)
    return notes + _still_wrong(text, erratum)


def _source_said(text: WorkingText, live: models.Model) -> dict[str, Any]:
    """Which Chinese the corrected page says.

    The Chinese says what it says now; a translation is still that of the Chinese it was
    made from, and a correction of it must not look like a look at the newer Chinese.
    """
    if live.language == SOURCE:
        return {}
    chinese = text.releases.filter(language=SOURCE).live_at(database_moment())
    newer = chinese.exclude(source_hash=live.source_hash).filter(released_at__gt=live.released_at)
    return {"source_hash": live.source_hash, "is_behind": live.is_behind or newer.exists()}


@transaction.atomic
def send_back(erratum: models.Model, by: User, opinion: str = "") -> None:
    """Do without it: by whoever proposed it, or by a reviewer with the reason."""
    erratum = _locked_row(erratum)
    _refuse_decided(erratum)
    is_own = by.pk == erratum.proposed_by_id
    if not is_own and erratum.language not in agreed_by(by):
        raise CorrectionRefused("您没有退回勘误的权限。")
    _refuse_hidden(erratum.article, by)
    if not is_own and not opinion.strip():
        raise CorrectionRefused("退回须写明意见。")
    erratum.verdict = "taken_back" if is_own else "returned"
    erratum.decided_by, erratum.decided_at = by, database_moment()
    erratum.opinion = opinion.strip()
    erratum.save(update_fields=["verdict", "decided_by", "decided_at", "opinion"])
    queue.place_erratum(erratum)
    audit.record(by, erratum.get_verdict_display(), erratum.article, language=erratum.language)


def _known_names() -> set[str]:
    """The names in every register, the officials' and their posts among them."""
    known = {name for names in _names for name in names()}
    for said in Official.objects.values_list(*columns("name", "post")):
        known |= {one for one in said if one}
    return known


def _refuse_places(replacement: Replacement, places: dict[str, int], everywhere: bool) -> None:
    found = sum(places.values())
    if not found:
        raise CorrectionRefused(
            f"公开的页面里没有“{replacement.before}”。请从页面上复制，不要跨段、跨链接。"
        )
    if found > 1 and not everywhere:
        said = "、".join(f"{name}{count}处" for name, count in places.items())
        raise CorrectionRefused(
            f"“{replacement.before}”共{found}处（{said}）。请多复制前后几个字，或勾选“各处都改”。"
        )


def _merge(text: WorkingText, erratum: models.Model) -> list[str]:
    """Mend the same passages in the working text; where they are gone, say so."""
    records: list[tuple[Any, tuple[str, ...]]] = [(text, text.correctable)]
    for part, of_rows in text.correctable_rows.items():
        records += [(row, of_rows) for row in getattr(text, part).all()]
    changed: dict[models.Model, set[str]] = defaultdict(set)
    missing: list[str] = []
    for before, after in erratum.replacements:
        slip, found = Replacement(before, after), False
        for record, names in records:
            mended = _mend(record, names, slip, erratum.language)
            changed[record] |= mended
            found = found or bool(mended)
        if not found:
            missing.append(before)
    # Whoever proposed it may have left since.
    _write(text, erratum.decided_by, changed)
    return [f"工作稿里没有“{one}”，没有改动，请核对。" for one in missing]


def _mend(record: Any, names: Iterable[str], slip: Replacement, language: str) -> set[str]:
    """The columns of a text, or of a row of it, in which the passage stood: mended, not saved."""
    mended = set()
    for name in names:
        where = column(name, language)
        is_prose = name in getattr(record, "prose", ())
        said, count = slip.within(getattr(record, where) or "", is_prose)
        if count:
            setattr(record, where, said)
            mended.add(where)
    return mended


def _write(text: WorkingText, by: User, changed: dict[models.Model, set[str]]) -> None:
    fields = sorted(changed.pop(text))
    rows = {row: mended for row, mended in changed.items() if mended}

    def write_rows() -> None:
        for row, mended in rows.items():
            row.save(update_fields=mended)

    if fields or rows:
        parts = list(text.correctable_rows) if rows else []
        saving.save(text, by, fields, write_rows, [*parts, ERRATUM])


def _still_wrong(text: WorkingText, erratum: models.Model) -> list[str]:
    """What is to appear later and still has the slip."""
    later = text.releases.filter(language=erratum.language, live_from__gt=database_moment())
    slips = [Replacement(before, after) for before, after in erratum.replacements]
    return [
        f"定时发布的替换稿《{one.title}》里还有这处文字，发布前请更换。"
        for one in later
        if any(apply_to(text, one.document, slip)[1] for slip in slips)
    ]


def _live(text: WorkingText, language: str) -> models.Model:
    live = text.releases.filter(language=language).live_at(database_moment()).first()
    if live is None:
        raise CorrectionRefused(f"{NAMES[language]}页面现在没有公开，请修改稿件后送审。")
    return live


def _refuse_hidden(text: WorkingText, by: User) -> None:
    if is_hidden(text, by):
        raise CorrectionRefused(HIDDEN)


def _refuse_decided(erratum: models.Model) -> None:
    if erratum.verdict != "pending":
        raise CorrectionRefused(f"这条勘误{erratum.get_verdict_display()}，不能再改。")


def _locked(text: WorkingText) -> WorkingText:
    return type(text)._default_manager.select_for_update(of=("self",)).get(pk=text.pk)


def _locked_row(row: models.Model) -> models.Model:
    return type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
