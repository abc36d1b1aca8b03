"""What one row adds to the records it speaks of, or changes in them.

Blank cells say nothing, so nothing is ever deleted. Whatever is added is internal
until two people make it public.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import models

from friendship_cities.importing.matching import (
    LEVELS,
    Match,
    chinese_names_of,
    is_short_for,
    level_of_city,
)
from friendship_cities.importing.names import folded
from friendship_cities.importing.refusals import RefusedRow
from friendship_cities.importing.register import Register
from friendship_cities.importing.rows import RegisterRow
from friendship_cities.importing.slugs import RESERVED, Slugs
from friendship_cities.importing.standings import (
    StandingPlan,
    changed_standings,
    first_standings,
    with_line,
)
from friendship_cities.models import Certainty, City, Partnership
from waishi.publishing import parts

FROM_FILE = "导入文件 {name}"
MISFIT = "{label}：{sentence}"
OTHER_IN_FILE = "{label}写“{stated}”，第 {number} 行对同一地方写“{earlier}”"
RESERVED_SLUG = "网址名不能是“{slug}”，这个地址另有页面"
NO_OUR_SIDE = "没有写我方，按“{name}”登记"
OUR_ENGLISH = "我方英文名写“{stated}”，台账里是“{known}”，没有改动"
NEW_SLUG = "没有写网址名，登记为“{slug}”"
NO_LEVEL = "没有写外方级别，登记为“{level}”"
OTHER_CONTINENT = "大洲写“{stated}”，以国家表的“{known}”为准"
PROPOSED = "“{record}”已经公开，改动将提请复核"
PENDING = "“{record}”同样的改动已提请复核，等待另一人同意"

LABELS = {
    "name_zh_hans": "外方名称",
    "name_en": "外方英文名",
    "native_name": "外方原文名",
    "level": "外方级别",
    "latitude": "纬度",
    "longitude": "经度",
    "slug": "网址名",
    "source": "出处",
    "certainty": "可靠程度",
    "remark": "内部备注",
}
# What the line about a new place says already.
TOLD_AT_ONCE = {"name_zh_hans", "level"}


class Detail(NamedTuple):
    """One fact as it was and as it would be, for people to read."""

    label: str
    before: str
    after: str


@dataclass
class Step:
    """One record to write: new with its columns set, or known with what changes in it."""

    record: Any
    changes: dict[str, tuple[Any, Any]]
    is_new: bool = False
    details: list[Detail] = field(default_factory=list)

    @property
    def is_proposed(self) -> bool:
        """Whether another person has to agree before it takes effect."""
        return not self.is_new and self.record.is_public


@dataclass
class Draft:
    """What one row would write, and what whoever sent it should know."""

    steps: list[Step] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class Drafting:
    """Drafts one row after another; what earlier rows said of a place still holds."""

    def __init__(self, register: Register, file_name: str, rows: Iterable[RegisterRow]) -> None:
        self._register = register
        self._file = FROM_FILE.format(name=file_name)
        taken = {partnership.slug for partnership in register.partnerships}
        self._slugs = Slugs(taken | {row.slug for row in rows if row.slug})
        # By place: which row said what of it.
        self._said: dict[int, dict[str, tuple[int, str]]] = {}
        self._sources: dict[int, str] = {}
        self._new: dict[int, Step] = {}

    def draft(self, match: Match) -> Draft:
        """What the row of `match` would write; raises RefusedRow with the reasons."""
        draft = Draft()
        self._draft_local_party(match, draft)
        self._draft_city(match, draft)
        if match.partnership:
            self._draft_known(match, match.partnership, draft)
        else:
            self._draft_new(match, draft)
        self._leave_what_is_pending(draft)
        return draft

    def _draft_local_party(self, match: Match, draft: Draft) -> None:
        row, party = match.row, match.local_party
        if not (row.local_party_zh or row.local_party_en or match.partnership):
            draft.notes.append(NO_OUR_SIDE.format(name=party))
        known = folded(party.name_en or "")
        if row.local_party_en and not known.startswith(folded(row.local_party_en)):
            draft.notes.append(OUR_ENGLISH.format(stated=row.local_party_en, known=party.name_en))
        if party.pk or id(party) in self._new:
            return
        refuse_misfits(party, {"name_zh_hans": party.name_zh_hans, "name_en": party.name_en})
        party.source, party.certainty = self._source(row), certainty_of(row)
        shown = f"{party}，{party.get_level_display()}"
        self._begin(draft, Step(party, {}, True, [Detail("我方（新登记）", "", shown)]))

    def _draft_city(self, match: Match, draft: Draft) -> None:
        row, city = match.row, match.city
        facts = _facts_of_city(row)
        refuse_misfits(city, facts)
        news = self._not_said_before(city, row, facts)
        if city.pk:
            self._draft_known_city(row, city, news, draft)
        else:
            self._draft_new_city(row, city, news, draft)
        note_continent(row, city, draft)

    def _not_said_before(
        self, city: City, row: RegisterRow, facts: Mapping[str, str]
    ) -> dict[str, str]:
        """The facts no earlier row stated; raises where one stated the opposite."""
        said = self._said.setdefault(id(city), {})
        news, reasons = {}, []
        for name, stated in facts.items():
            number, earlier = said.setdefault(name, (row.number, stated))
            if number == row.number:
                news[name] = stated
            elif not _says_as_much(city, name, earlier, stated):
                reasons.append(
                    OTHER_IN_FILE.format(
                        label=LABELS[name], stated=stated, number=number, earlier=earlier
                    )
                )
        if reasons:
            raise RefusedRow(*reasons)
        return news

    def _draft_known_city(
        self, row: RegisterRow, city: City, facts: Mapping[str, str], draft: Draft
    ) -> None:
        changes: dict[str, tuple[Any, Any]] = {}
        for name, stated in facts.items():
            known = parts.value_of(city, name)
            if not _says_as_much(city, name, known, stated):
                changes[name] = (known, stated)
        if not changes:
            return
        source = self._sources.get(id(city), city.source)
        self._sources[id(city)] = with_line(source, self._source(row))
        if self._sources[id(city)] != source:
            changes["source"] = (source, self._sources[id(city)])
        draft.steps.append(Step(city, changes, details=_details(city, changes, "外方")))

    def _draft_new_city(
        self, row: RegisterRow, city: City, facts: Mapping[str, str], draft: Draft
    ) -> None:
        for name, stated in facts.items():
            parts.set_value(city, name, stated)
        told = {name: ("", stated) for name, stated in facts.items()}
        if id(city) in self._new:
            # An earlier row writes the place; this one says more of it.
            self._new[id(city)].details.extend(_details(city, told))
            return
        told = {name: pair for name, pair in told.items() if name not in TOLD_AT_ONCE}
        city.source, city.certainty = self._source(row), certainty_of(row)
        if not level_of_city(row):
            draft.notes.append(NO_LEVEL.format(level=city.get_level_display()))
        shown = f"{city}（{city.country}，{city.get_level_display()}）"
        self._begin(
            draft,
            Step(city, {}, True, [Detail("外方（新登记）", "", shown), *_details(city, told)]),
        )

    def _draft_known(self, match: Match, partnership: Partnership, draft: Draft) -> None:
        row = match.row
        changes = _changed_columns(row, partnership)
        refuse_misfits(partnership, {name: after for name, (_, after) in changes.items()})
        details = _details(partnership, changes)
        plan = self._standings(row, partnership)
        if plan.after:
            changes["standings"] = (plan.before, plan.after)
            details = [Detail(*told) for told in plan.details] + details
        draft.notes += plan.notes
        if changes:
            draft.steps.append(Step(partnership, changes, details=details))

    def _standings(self, row: RegisterRow, partnership: Partnership) -> StandingPlan:
        standings = list(partnership.standings.all())
        day, source = self._register.day, self._source(row)
        if standings:
            return changed_standings(row, standings, source, day)
        if row.kind or row.established:
            return first_standings(row, source, certainty_of(row).value, day)
        return StandingPlan()

    def _draft_new(self, match: Match, draft: Draft) -> None:
        row = match.row
        if row.slug == RESERVED:
            raise RefusedRow(RESERVED_SLUG.format(slug=row.slug))
        plan = first_standings(row, self._source(row), certainty_of(row).value, self._register.day)
        slug = row.slug or self._slugs.make(match.local_party, match.city)
        if not row.slug:
            draft.notes.append(NEW_SLUG.format(slug=slug))
        values = {
            "slug": slug,
            "source": self._source(row),
            "certainty": certainty_of(row).value,
            "remark": row.remark,
        }
        partnership = Partnership(local_party=match.local_party, city=match.city, **values)
        refuse_misfits(partnership, {name: value for name, value in values.items() if value})
        draft.notes += plan.notes
        told = {name: ("", value) for name, value in values.items() if value}
        details = [Detail(*one) for one in plan.details] + _details(partnership, told)
        changes: dict[str, tuple[Any, Any]] = {"standings": ([], plan.after)}
        draft.steps.append(Step(partnership, changes, True, details))

    def _leave_what_is_pending(self, draft: Draft) -> None:
        for step in [step for step in draft.steps if step.is_proposed]:
            if self._register.is_pending(step.record, step.changes):
                draft.steps.remove(step)
                draft.notes.append(PENDING.format(record=step.record))
            else:
                draft.notes.append(PROPOSED.format(record=step.record))

    def _begin(self, draft: Draft, step: Step) -> None:
        draft.steps.append(step)
        self._new[id(step.record)] = step

    def _source(self, row: RegisterRow) -> str:
        return row.source or self._file


def certainty_of(row: RegisterRow) -> Certainty:
    """How sure a record of the file is: never confirmed by the office itself."""
    return Certainty.PUBLISHED if row.confidence == "high" else Certainty.UNVERIFIED


def note_continent(row: RegisterRow, city: City, draft: Draft) -> None:
    """The table of countries says which continent; a file can only differ."""
    known = city.country.get_continent_display()
    stated = row.continent
    if (
        stated
        and stated.rstrip("洲") not in known
        and folded(stated) != folded(city.country.continent)
    ):
        draft.notes.append(OTHER_CONTINENT.format(stated=stated, known=known))


def refuse_misfits(record: models.Model, values: Mapping[str, Any]) -> None:
    """Refuse what a column cannot hold, in the words of its form."""
    reasons = []
    for name, value in values.items():
        described = record._meta.get_field(name)
        try:
            if value:
                described.clean(described.to_python(value), record)
        except ValidationError as error:
            label = LABELS.get(name, described.verbose_name)
            reasons += [MISFIT.format(label=label, sentence=said) for said in error.messages]
    if reasons:
        raise RefusedRow(*reasons)


def _facts_of_city(row: RegisterRow) -> dict[str, str]:
    facts = {
        "name_zh_hans": row.city_zh,
        "name_en": row.city_en,
        "native_name": row.city_native,
        "level": LEVELS[row.city_level] if row.city_level else "",
        "latitude": "" if row.latitude is None else str(float(row.latitude)),
        "longitude": "" if row.longitude is None else str(float(row.longitude)),
    }
    return {name: str(value) for name, value in facts.items() if value}


def _says_as_much(city: City, name: str, known: str, stated: str) -> bool:
    """Whether `stated` adds nothing: the same, a shorter name, or accents left out."""
    if known == stated:
        return True
    if name == "name_zh_hans":
        return stated in chinese_names_of(city) or is_short_for(stated, known)
    return name == "name_en" and stated.isascii() and folded(stated) == folded(known)


def _changed_columns(row: RegisterRow, partnership: Partnership) -> dict[str, tuple[Any, Any]]:
    wanted = {
        "source": with_line(partnership.source, row.source),
        "remark": with_line(partnership.remark, row.remark),
    }
    if row.confidence and partnership.certainty != Certainty.CONFIRMED:
        wanted["certainty"] = certainty_of(row).value
    known = {name: parts.value_of(partnership, name) for name in wanted}
    return {name: (known[name], value) for name, value in wanted.items() if value != known[name]}


def _details(
    record: models.Model, changes: Mapping[str, tuple[Any, Any]], whose: str = ""
) -> list[Detail]:
    model = type(record)
    return [
        Detail(
            _label(name, whose),
            parts.shown(model, name, before),
            parts.shown(model, name, after),
        )
        for name, (before, after) in changes.items()
    ]


def _label(name: str, whose: str) -> str:
    label = LABELS[name]
    return label if label.startswith(whose) or name in ("latitude", "longitude") else whose + label
