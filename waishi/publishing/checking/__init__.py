"""The check before release: one list of what stands against a text, and where to mend it.

A blocking finding stops every way of releasing. A warning asks for a tick that is
recorded. One file per subject; other rooms hang their own checks in.
"""

from waishi.publishing.checking.checks import Checked, contribute, findings_of
from waishi.publishing.checking.demanding import (
    CheckRefused,
    Ticked,
    demand,
    demand_ticks,
    refuse_blocking,
)
from waishi.publishing.checking.findings import Finding, Level
from waishi.publishing.checking.passages import Passage

__all__ = [
    "CheckRefused",
    "Checked",
    "Finding",
    "Level",
    "Passage",
    "Ticked",
    "contribute",
    "demand",
    "demand_ticks",
    "findings_of",
    "refuse_blocking",
]
