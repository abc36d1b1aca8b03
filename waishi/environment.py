"""Reading what differs between machines: what is missing or wrong stops the process in one line.

manage.py, gunicorn and the worker all read the settings first; none of them
should answer a forgotten variable with a traceback, nor print what is secret.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from environs import Env, EnvError


class Environment:
    """environs' readers (`str`, `bool`, `list` …), which here name the variable and stop."""

    def __init__(self) -> None:
        self._env = Env(eager=True)

    def __getattr__(self, kind: str) -> Callable[..., Any]:
        return partial(_read, getattr(self._env, kind))


def _read(reader: Callable[..., Any], name: str, **options: Any) -> Any:
    try:
        return reader(name, **options)
    except EnvError as error:
        raise SystemExit(_one_line(name, error)) from None


def _one_line(name: str, error: EnvError) -> str:
    """environs' own words: they name the rule, never the value."""
    told = getattr(error, "error_messages", None)
    if told is None:
        return str(error)
    told = [told] if isinstance(told, str) else told
    return f'Environment variable "{name}" invalid: {" ".join(str(line) for line in told)}'


def postgresql(name: str) -> dict[str, Any]:
    """The database an address names; refused unless it is PostgreSQL's."""
    database: dict[str, Any] = env.dj_db_url(name)
    if database["ENGINE"] != "django.db.backends.postgresql" or not database["NAME"]:
        raise SystemExit(
            f'Environment variable "{name}" invalid: It must read postgres://role:password@host/name.'
        )
    return database


env = Environment()
