"""Lists of friendship cities as offices send them, and the register they meet."""

import csv
import io
from pathlib import Path

import openpyxl

from friendship_cities import demonstration
from friendship_cities.diplomatic_relations import read_states
from friendship_cities.models import City, Country, LocalParty, Partnership, Standing
from waishi.publishing.models import AuditEntry, Proposal

DEMONSTRATION = Path(demonstration.__file__).parent
HEADINGS = ["我方", "外方城市", "英文名", "国家", "类型", "结好时间"]
HIROSHIMA = ["重庆市", "广岛市", "Hiroshima", "日本", "友好城市", "1986-10-23"]
MITO = ["重庆市", "水户市", "Mito", "日本", "友好交流城市", "2000"]
BUAN = ["武隆县", "扶安郡", "Buan County", "韩国", "友好城市", "2011-09-23"]


def csv_of(*rows, headings=HEADINGS, encoding="utf-8-sig"):
    stream = io.StringIO()
    csv.writer(stream).writerows([headings, *rows])
    return stream.getvalue().encode(encoding)


def xlsx_of(*rows, headings=HEADINGS):
    workbook = openpyxl.Workbook()
    for row in [headings, *rows]:
        workbook.active.append(row)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def published_list():
    """The demonstration's 56 pairs, as the file stands."""
    return (DEMONSTRATION / "partnerships.csv").read_bytes()


def set_up_register():
    """All states, the municipality and its districts, and no partnership."""
    Country.objects.bulk_create(
        Country(
            iso2=state.iso2,
            name_zh_hans=state.name_zh,
            name_en=state.name_en,
            continent=state.continent,
            diplomatic_relations_since=state.since,
            source="外交部",
        )
        for state in read_states()
    )
    with (DEMONSTRATION / "places.csv").open(encoding="utf-8", newline="") as file:
        LocalParty.objects.bulk_create(
            LocalParty(
                name_zh_hans=place["name_zh"],
                name_en=place["name_en"],
                level=place["level"],
                adcode=place["adcode"],
                source="GB/T 2260",
            )
            for place in csv.DictReader(file)
        )
    wulong = LocalParty.objects.get(name_zh_hans="武隆区")
    wulong.other_names.create(name_zh_hans="武隆县", until_on="2016")


def register_as_it_stands():
    """Everything an import can touch, but the entries of the audit about imports."""
    models = (LocalParty, City, Partnership, Standing, Proposal)
    rows = [list(model.objects.order_by("pk").values()) for model in models]
    past = [
        list(model.history.order_by("pk").values_list("pk", flat=True))
        for model in (LocalParty, City, Partnership, Standing)
    ]
    return rows, past, AuditEntry.objects.exclude(act="导入").count()
