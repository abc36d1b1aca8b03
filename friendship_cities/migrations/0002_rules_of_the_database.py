"""The register is public by two people, with its parts; search learns of every change."""

from django.db import migrations

from waishi.media.guarding import keep_shown_pictures
from waishi.publishing.triggers import count_changes, guard_part, guard_publicity, guard_version
from waishi.search.triggers import note_changes

ROOM = "friendship_cities"
PUBLIC = ["city", "partnership", "agreement", "visit", "event"]
VERSIONED = ["country", "localparty", *PUBLIC]
# Parts of what is public: they change with it only.
PARTS = {
    "partnership": ["standing"],
    "visit": ["visitguest", "visitstop", "visitpicture"],
    "event": ["eventorganiser", "eventpicture"],
}
for dated in ("visit", "event"):
    PARTS[dated] += [f"{dated}_{related}" for related in ("countries", "cities", "partnerships")]
COUNTED = [*VERSIONED, "localpartyname", *(part for parts in PARTS.values() for part in parts)]

# What a search finds, by its kind; and of parts and links: the record they belong to.
FOUND = {
    "country": "country",
    "city": "city",
    "localparty": "local_party",
    "partnership": "partnership",
    "visit": "visit",
    "event": "event",
}
FOUND_BY = {
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


class Migration(migrations.Migration):
    dependencies = [
        (ROOM, "0001_initial"),
        ("media", "0002_rules_of_the_database"),
        ("publishing", "0003_two_people_agree"),
        ("search", "0001_initial"),
    ]

    operations = [
        *(guard_version(f"{ROOM}_{name}") for name in VERSIONED),
        *(guard_publicity(f"{ROOM}_{name}", ROOM, name) for name in PUBLIC),
        *(
            guard_part(f"{ROOM}_{part}", f"{ROOM}_{owner}", f"{owner}_id")
            for owner, parts in PARTS.items()
            for part in parts
        ),
        *(count_changes(f"{ROOM}_{name}") for name in COUNTED),
        *(note_changes(f"{ROOM}_{table}", kind) for table, kind in FOUND.items()),
        *(
            note_changes(f"{ROOM}_{table}", kind, f"{kind}_id")
            for table, kinds in FOUND_BY.items()
            for kind in kinds
        ),
        *keep_shown_pictures(f"{ROOM}_city", "profile_zh_hans", "profile_en"),
        *keep_shown_pictures(f"{ROOM}_partnership", "profile_zh_hans", "profile_en"),
        *keep_shown_pictures(f"{ROOM}_visit", "summary_zh_hans", "summary_en"),
        *keep_shown_pictures(f"{ROOM}_event", "summary_zh_hans", "summary_en"),
    ]
