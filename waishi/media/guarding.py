"""Pictures that a text names cannot be lost, as operations for migrations.

The functions stand in `media/migrations/0002_rules_of_the_database`; each room puts
them on its own tables.
"""

from django.db.migrations import RunSQL


def keep_shown_pictures(table: str, *expressions: str) -> list[RunSQL]:
    """No picture is deleted that `expressions` of a row of `table` name, by any road.

    Each expression has an index, which finds where a picture is used as well.
    """
    operations = []
    for place, expression in enumerate(expressions):
        index = f"{table}_pictures_{place}"
        trigger = f"keep_{table}_{place}"
        operations += [
            RunSQL(
                f"create index {index} on {table} using gin (pictures_in({expression}))",
                f"drop index {index}",
            ),
            RunSQL(
                f"create trigger {trigger} before delete on media_picture for each row"
                f" execute function refuse_loss_of_picture('{table}', '{expression}')",
                f"drop trigger {trigger} on media_picture",
            ),
        ]
    return operations
