# Guests, stops, pictures and standings of what is public change only by an approved proposal
# of their record; and no country is called by the name of a region of China.

from django.db import migrations, models

from waishi.publishing.triggers import guard_part

PARTS = {
    "partnership": ["standing"],
    "visit": ["visitguest", "visitstop", "visitpicture"],
    "event": ["eventorganiser", "eventpicture"],
}
for dated in ("visit", "event"):
    PARTS[dated] += [f"{dated}_{related}" for related in ("countries", "cities", "partnerships")]


class Migration(migrations.Migration):
    dependencies = [
        ("friendship_cities", "0004_pictures_shown_stay"),
        ("publishing", "0016_what_was_said_stands"),
    ]

    operations = [
        guard_part(f"friendship_cities_{part}", f"friendship_cities_{owner}", f"{owner}_id")
        for owner, parts in PARTS.items()
        for part in parts
    ] + [
        migrations.AddConstraint(
            model_name="country",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("name_zh_hans__regex", "香港|澳门|台湾|台灣|臺灣|澳門"), _negated=True
                    ),
                    models.Q(("name_en__iregex", "hong ?kong|maca[ou]|taiwan"), _negated=True),
                ),
                name="country_is_not_called_as_a_region_of_china",
                violation_error_message="香港、澳门、台湾不是国家",
            ),
        ),
    ]
