"""Reading what differs between machines: what is missing or wrong stops the process in one line.

manage.py, gunicorn and the worker all read the settings first; none of them
should answer a forgotten variable with a traceback, nor print what is secret.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, NoReturn

from environs import Env, EnvError


class Environment:
    """environs' readers (`str`, `bool`, `list` …), which here name the variable and stop."""

    def __init__(self) -> None:
        self._env = Env(eager=True)

    def __getattr__(self, kind: str) -> Callable[..., Any]:
        return partial(_read, getattr(self._env, kind))

    def postgresql(self, name: str) -> dict[str, Any]:
        """Django's settings of the database at an address; of no engine but waishi's own."""
        settings: dict[str, Any] = self.dj_db_url(name)
        if not settings["ENGINE"].endswith(".postgresql") or not settings["NAME"]:
            _stop(name, "It must read postgres://role:password@host/name.")
        return settings


def _read(reader: Callable[..., Any], name: str, **options: Any) -> Any:
    try:
        return reader(name, **options)
    except EnvError as error:
        told = getattr(error, "error_messages", None)
        if told is None:
            raise SystemExit(str(error)) from None
        # environs' words name the rule, never the value.
        _stop(name, told if isinstance(told, str) else " ".join(map(str, told)))


def _stop(name: str, why: str) -> NoReturn:
    raise SystemExit(f'Environment variable "{name}" invalid: {why}')


env = Environment()
