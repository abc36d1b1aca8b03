"""Whatever changes what a page of the register says is noted for search."""

from django.db import migrations

from waishi.search.triggers import note_changes

RECORDS = {
    "country": "country",
    "city": "city",
    "localparty": "local_party",
    "partnership": "partnership",
    "visit": "visit",
    "event": "event",
}
# Parts and links: the record they belong to.
PARTS = {
    "standing": ["partnership"],
    "agreement": ["partnership", "visit", "event"],
    "visitguest": ["visit"],
    "visitstop": ["visit"],
    "visitpicture": ["visit"],
    "visit_countries": ["visit"],
    "eventorganiser": ["event"],
    "eventpicture": ["event"],
    "event_countries": ["event"],
}
ROOM = "friendship_cities"


class Migration(migrations.Migration):
    dependencies = [
        (ROOM, "0002_rules_of_the_database"),
        ("search", "0001_what_can_be_found"),
    ]

    operations = [
        *(note_changes(f"{ROOM}_{table}", kind) for table, kind in RECORDS.items()),
        *(
            note_changes(f"{ROOM}_{table}", kind, f"{kind}_id")
            for table, kinds in PARTS.items()
            for kind in kinds
        ),
    ]
