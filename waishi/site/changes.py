"""What a process knows of the change counter and the database's clock without asking.

A thread listens for NOTIFY. What it heard holds for a second at most: it asks twice
in that time by itself, so that a dead line, or one on which notices get lost, is
never trusted longer. Without such knowledge every request asks, in one statement.
"""

import logging
import os
import threading
import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

logger = logging.getLogger(__name__)

ASK = "select n, clock_timestamp() from change_counter"
APPLICATION = "waishi: listens for changes"
HEARTBEAT = 0.4
TRUSTED = 1.0
PAUSE = 1.0


@dataclass(frozen=True)
class Known:
    """The change counter, and the moment by the database, as somebody read them."""

    counter: int
    moment: datetime


def known() -> Known:
    """The counter and the moment now: as heard, else asked."""
    return listener.heard() or ask()


def ask() -> Known:
    """The counter and the moment now, by the database; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(ASK)
        return Known(*cursor.fetchone())


class Listener:
    """The thread that hears of changes, begun by the first request of its process."""

    def __init__(self) -> None:
        self.begin_anew()

    def begin_anew(self) -> None:
        """Know nothing, and have no thread: in a new process the old one's is gone."""
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None
        self._stopped = threading.Event()
        self._heard: tuple[float, Known] | None = None

    def heard(self) -> Known | None:
        """The counter, and the moment or a little later; None where that is not sure."""
        if self._thread is None:
            self._start()
        heard = self._heard
        if heard is None:
            return None
        asked_at, then = heard
        passed = time.monotonic() - asked_at
        if passed > TRUSTED:
            return None
        # Counted from before the question was sent: never earlier than the database's
        # own moment, so that nothing scheduled comes late.
        return Known(then.counter, then.moment + timedelta(seconds=passed))

    def stop(self) -> None:
        """End the thread and its connection."""
        self._stopped.set()
        if self._thread:
            self._thread.join()
        self.begin_anew()

    def _start(self) -> None:
        with self._starting:
            if self._thread is None:
                self._thread = threading.Thread(
                    target=self._live, name="listens for changes", daemon=True
                )
                self._thread.start()

    def _live(self) -> None:
        while not self._stopped.is_set():
            try:
                self._listen()
            # Whatever ended it: until it listens again, requests ask by themselves.
            except Exception as error:
                logger.warning("Listening for changes ended: %s", error)
            self._heard = None
            connection.close()
            self._stopped.wait(PAUSE)

    def _listen(self) -> None:
        with connection.cursor() as cursor:
            # What an operator sees of it in pg_stat_activity.
            cursor.execute(f"set application_name to '{APPLICATION}'")
            cursor.execute("listen waishi_change")
        while not self._stopped.is_set():
            asked_at = time.monotonic()
            self._heard = (asked_at, ask())
            # What arrives while we ask is kept by psycopg, and read here at once.
            for _notice in connection.connection.notifies(timeout=HEARTBEAT, stop_after=1):
                self._heard = None


listener = Listener()
os.register_at_fork(after_in_child=listener.begin_anew)
