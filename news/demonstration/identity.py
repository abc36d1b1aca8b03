"""What the demonstration says of itself, and the figures the office stated."""

from typing import Any

from friendship_cities.demonstration.tables import TwoPeople
from news.demonstration.files import in_columns, read
from waishi.dates import PartialDate
from waishi.publishing import saving
from waishi.site.models import SiteIdentity, StatedFigure

LABELS = {
    StatedFigure.Subject.SISTER_CITIES: ("友好城市", "Sister cities"),
    StatedFigure.Subject.FRIENDLY_EXCHANGE: ("友好交流城市", "Friendly exchange cities"),
}


def load_identity(people: TwoPeople) -> SiteIdentity:
    """The identity and the stated figures, approved by two people."""
    said = read("identity.toml")
    identity = SiteIdentity(pk=1, is_demonstration=True, **in_columns(said["identity"]))
    saving.create(identity, people.proposer)
    people.publish(identity)
    for figure in said["figure"]:
        _load_figure(figure, people)
    return identity


def _load_figure(figure: dict[str, Any], people: TwoPeople) -> None:
    label_zh, label_en = LABELS[figure["subject"]]
    stated = StatedFigure(
        subject=figure["subject"],
        label_zh_hans=label_zh,
        label_en=label_en,
        value=figure["value"],
        unit_zh_hans="对",
        unit_en="pairs",
        as_of=PartialDate.parse(figure["as_of"]),
        stated_by_zh_hans="重庆市人民政府外事办公室",
        stated_by_en="Chongqing Foreign Affairs Office",
        source=figure["source"],
    )
    saving.create(stated, people.proposer)
    people.publish(stated)
