from django.db import migrations

from waishi.publishing.triggers import count_changes, guard_publicity, guard_version

PUBLIC = ["city", "partnership", "agreement", "visit", "event"]
VERSIONED = ["country", "localparty", *PUBLIC]
PARTS = [
    "localpartyname",
    "standing",
    "visitguest",
    "visitstop",
    "visitpicture",
    "eventorganiser",
    "eventpicture",
    *(
        f"{dated}_{related}"
        for dated in ("visit", "event")
        for related in ("countries", "cities", "partnerships")
    ),
]


class Migration(migrations.Migration):
    dependencies = [
        ("friendship_cities", "0001_initial"),
        ("publishing", "0002_rules_of_the_database"),
    ]

    operations = [
        *(guard_version(f"friendship_cities_{name}") for name in VERSIONED),
        *(
            guard_publicity(f"friendship_cities_{name}", "friendship_cities", name)
            for name in PUBLIC
        ),
        *(count_changes(f"friendship_cities_{name}") for name in VERSIONED + PARTS),
    ]
