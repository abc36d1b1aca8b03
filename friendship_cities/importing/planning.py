"""What an import would do, row by row, before anything is written.

The register is read in a fixed number of statements, however long the file is.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from friendship_cities.importing.changes import Detail, Draft, Drafting, Step
from friendship_cities.importing.headings import Field
from friendship_cities.importing.matching import Match, Matching
from friendship_cities.importing.refusals import RefusedRow
from friendship_cities.importing.register import Register
from friendship_cities.importing.rows import RegisterRow, read_row
from friendship_cities.importing.tables import Row, Table, read_table
from friendship_cities.models import Partnership
from waishi.publishing.documents import hash_of

SAME_PAIR = "与第 {numbers} 行是同一对友城，请只留一行"
SAME_SLUG = "与第 {numbers} 行的网址名相同"
PROBLEM = "“{heading}”：{sentence}"
OUR_SIDE = {Field.LOCAL_PARTY, Field.LOCAL_PARTY_EN}


class Action(StrEnum):
    """What becomes of one row."""

    ADDED = "added"
    CHANGED = "changed"
    LEFT = "left"
    REFUSED = "refused"

    @property
    def label(self) -> str:
        """The word of the office."""
        return {"added": "新增", "changed": "修改", "left": "不变", "refused": "拒绝"}[self]


@dataclass(frozen=True)
class PlannedRow:
    """What one row would do, or why it cannot."""

    number: int
    action: Action
    title: str
    reasons: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    steps: tuple[Step, ...] = field(default=(), compare=False)

    @property
    def details(self) -> list[Detail]:
        """Every fact the row writes, as it was and as it would be."""
        return [detail for step in self.steps for detail in step.details]


@dataclass(frozen=True)
class Plan:
    """What a file would do to the register as it is now."""

    file_name: str
    table: Table
    rows: tuple[PlannedRow, ...]

    @property
    def refused(self) -> list[PlannedRow]:
        """Rows that keep the whole file from being imported."""
        return [row for row in self.rows if row.action is Action.REFUSED]

    @property
    def writes_nothing(self) -> bool:
        """Whether the register says all of it already, or asks for it already."""
        return not any(row.steps for row in self.rows)

    @property
    def proposal_count(self) -> int:
        """How many changes wait for a second person, because readers see the record."""
        return sum(step.is_proposed for row in self.rows for step in row.steps)

    @cached_property
    def counts(self) -> dict[Action, int]:
        """How many rows do what."""
        counted = Counter(row.action for row in self.rows)
        return {action: counted[action] for action in Action}

    @property
    def summary(self) -> str:
        """The counts in one sentence."""
        said = "，".join(f"{action.label} {count} 行" for action, count in self.counts.items())
        proposed = f"；其中提请复核 {self.proposal_count} 项" if self.proposal_count else ""
        return f"共 {len(self.rows)} 行：{said}{proposed}"

    @property
    def remarks(self) -> list[str]:
        """What of the file was not read."""
        return list(_remarks(self.table))

    @property
    def fingerprint(self) -> str:
        """Changes when anything a person saw of the plan would come out differently."""
        rows = [
            [row.number, row.action, row.title, row.reasons, row.notes, row.details]
            for row in self.rows
        ]
        return hash_of([self.file_name, rows])


def plan_import(content: bytes, name: str) -> Plan:
    """What the file would do; raises UnreadableFile where it is no register."""
    return plan_table(read_table(content, name), name)


def plan_table(table: Table, file_name: str, *, lock: bool = False) -> Plan:
    """What the rows of `table` would do to the register."""
    register = Register(lock=lock)
    return Plan(file_name, table, tuple(_planned(table, file_name, register)))


def _planned(table: Table, file_name: str, register: Register) -> list[PlannedRow]:
    matches, refused = _matches(table, register)
    refused |= _repeated(matches)
    rows = [match.row for match in matches]
    drafting = Drafting(register, file_name, rows)
    planned = [
        PlannedRow(number, Action.REFUSED, title, reasons)
        for number, (title, reasons) in refused.items()
    ]
    for match in matches:
        if match.row.number not in refused:
            planned.append(_drafted(drafting, match))
    return sorted(planned, key=lambda row: row.number)


Refusals = dict[int, tuple[str, tuple[str, ...]]]


def _matches(table: Table, register: Register) -> tuple[list[Match], Refusals]:
    """What the rows speak of, and by number those that cannot be understood."""
    matching = Matching(
        register.countries,
        register.local_parties,
        register.cities,
        register.partnerships,
        has_our_side=bool(OUR_SIDE & set(table.columns.fields.values())),
    )
    matches: list[Match] = []
    refused: Refusals = {}
    for row in table.rows:
        stated = read_row(table.columns, row)
        if isinstance(stated, list):
            problems = (PROBLEM.format(heading=p.heading, sentence=p.sentence) for p in stated)
            refused[row.number] = (_title_of_cells(table, row), tuple(problems))
            continue
        try:
            matches.append(matching.match(stated))
        except RefusedRow as refusal:
            refused[row.number] = (_title_of_row(stated), refusal.reasons)
    return matches, refused


def _repeated(matches: list[Match]) -> Refusals:
    """Rows that speak of one pair, or take one address, more than once."""
    refused: Refusals = {}
    pairs = ((id(match.local_party), id(match.city)) for match in matches)
    slugs = (match.row.slug for match in matches)
    for keys, sentence in ((pairs, SAME_PAIR), (slugs, SAME_SLUG)):
        for same in _sharing(matches, keys):
            for match in same:
                number = match.row.number
                others = [str(m.row.number) for m in same if m.row.number != number]
                reason = sentence.format(numbers="、".join(others))
                refused.setdefault(number, (_title_of_match(match), (reason,)))
    return refused


def _sharing(matches: list[Match], keys: Iterable[object]) -> Iterator[list[Match]]:
    by_key: dict[object, list[Match]] = {}
    for match, key in zip(matches, keys, strict=True):
        if key:
            by_key.setdefault(key, []).append(match)
    return (same for same in by_key.values() if len(same) > 1)


def _drafted(drafting: Drafting, match: Match) -> PlannedRow:
    number, title = match.row.number, _title_of_match(match)
    try:
        draft = drafting.draft(match)
    except RefusedRow as refusal:
        return PlannedRow(number, Action.REFUSED, title, refusal.reasons)
    return PlannedRow(number, _action_of(draft), title, (), tuple(draft.notes), tuple(draft.steps))


def _action_of(draft: Draft) -> Action:
    if any(step.is_new and isinstance(step.record, Partnership) for step in draft.steps):
        return Action.ADDED
    return Action.CHANGED if draft.steps else Action.LEFT


def _title_of_match(match: Match) -> str:
    return f"{match.local_party}—{match.city}（{match.city.country}）"


def _title_of_row(row: RegisterRow) -> str:
    ours = row.local_party_zh or row.local_party_en
    theirs = row.city_zh or row.city_en or row.slug
    return "—".join(filter(None, (ours, theirs)))


def _title_of_cells(table: Table, row: Row) -> str:
    """What the row calls the partner, as it stands, shortened."""
    for naming in (Field.CITY, Field.CITY_EN, Field.SLUG):
        at = table.columns.position(naming)
        if at is not None and at < len(row.cells) and str(row.cells[at]).strip():
            return " ".join(str(row.cells[at]).split())[:40]
    return ""


def _remarks(table: Table) -> Iterator[str]:
    if table.unread_columns:
        yield f"没有导入的列：{'、'.join(table.unread_columns)}"
    if table.unread_sheets:
        yield f"只导入了工作表“{table.sheet}”，没有导入：{'、'.join(table.unread_sheets)}"
    for row in table.notes:
        text = " ".join(str(cell).strip() for cell in row.cells if str(cell).strip())
        yield f"第 {row.number} 行不是友城，没有导入：{text[:60]}"
