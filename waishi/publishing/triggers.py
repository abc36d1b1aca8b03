"""Rules that PostgreSQL keeps by itself, as operations for migrations.

The functions stand in `publishing/migrations`; here they are put on tables.
"""

from django.db.migrations import RunSQL

AT_COMMIT = (
    "constraint trigger {name} after insert or update or delete on {table}"
    " deferrable initially deferred"
)


def _trigger(name: str, table: str, clause: str, function: str) -> RunSQL:
    return RunSQL(
        f"create {clause.format(name=name, table=table)} for each row execute function {function}",
        f"drop trigger {name} on {table}",
    )


def function(sql: str, signature: str) -> RunSQL:
    """A function, which goes by its signature."""
    return RunSQL(sql, f"drop function {signature}")


def trigger(name: str, table: str, when: str) -> RunSQL:
    """The function `name`, which takes no arguments, at each row."""
    return _trigger(name, table, f"trigger {{name}} {when} on {{table}}", f"{name}()")


def at_commit(name: str, table: str) -> RunSQL:
    """The function `name` at each changed row, once all of the transaction is written."""
    return _trigger(name, table, AT_COMMIT, f"{name}()")


def guard_version(table: str, *kept: str) -> RunSQL:
    """No change of content without the next version: nothing overwrites blindly.

    The `kept` columns are not content: other triggers write them.
    """
    clause = "trigger {name} before update on {table}"
    besides = ", ".join(f"'{column}'" for column in kept)
    return _trigger("refuse_blind_overwrite", table, clause, f"refuse_blind_overwrite({besides})")


def guard_publicity(table: str, app_label: str, model: str) -> RunSQL:
    """What is public changes only by a proposal that another person approved."""
    clause = "trigger {name} before insert or update or delete on {table}"
    function = f"require_approved_proposal('{app_label}', '{model}')"
    return _trigger("require_approved_proposal", table, clause, function)


def guard_part(table: str, owner: str, column: str) -> RunSQL:
    """Rows of a part of what is public change only together with the record they belong to.

    `column` points to the `owner` table, whose publicity is guarded.
    """
    clause = "trigger {name} before insert or update or delete on {table}"
    function = f"require_approved_record('{owner}', '{column}')"
    return _trigger("require_approved_record", table, clause, function)


def append_only(table: str) -> RunSQL:
    """Rows are added, never changed or deleted."""
    clause = "trigger {name} before update or delete on {table}"
    return _trigger("append_only", table, clause, "refuse_change_of_record()")


def count_changes(table: str) -> RunSQL:
    """Changes of the table raise the change counter when they are committed."""
    return at_commit("raise_change_counter", table)


def know_words(table: str, column: str) -> RunSQL:
    """How often words stand in a column, however written: a search is planned by it."""
    name = f"{table}_{column}_words"
    return RunSQL(
        f"create statistics {name} on (upper({column}::text)) from {table}",
        f"drop statistics {name}",
    )


def leave_queue(table: str, app_label: str, model: str) -> RunSQL:
    """What is deleted leaves the queue."""
    clause = "trigger {name} after delete on {table}"
    return _trigger("leave_queue", table, clause, f"leave_queue('{app_label}', '{model}')")


def stand_in_queue(table: str, app_label: str, model: str, *columns: str) -> list[RunSQL]:
    """At commit the queue says of a row what its `columns` say, whoever changed which."""
    function = f"stand_in_queue('{app_label}', '{model}')"
    of_things = (
        "constraint trigger {name} after insert or update of "
        + ", ".join(columns)
        + " on {table} deferrable initially deferred"
    )
    return [
        _trigger("stand_in_queue", table, of_things, function),
        _trigger(f"stand_in_queue_as_{model}", "publishing_queueentry", AT_COMMIT, function),
    ]
