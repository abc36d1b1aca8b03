"""Names and posts, as the office's register says them for the day of the text."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from waishi.dates import PartialDate
from waishi.publishing.checking.findings import Fault

# Words before a post that say that it was held at another time.
THEN = ("时任", "原", "前", "前任", "曾任", "历任", "former ", "then ", "Former ", "Then ")


class Post(NamedTuple):
    """What one person was, from when until when."""

    name: str
    post: str
    from_on: PartialDate | None
    until_on: PartialDate | None

    def was_held_on(self, day: PartialDate) -> bool:
        """Whether it can have been held on the day, the month or the year."""
        begun = self.from_on is None or self.from_on.first_day <= day.last_day
        ended = self.until_on is not None and self.until_on.last_day < day.first_day
        return begun and not ended


def wrong_posts(words: str, posts: Iterable[Post], day: PartialDate) -> Iterator[Fault]:
    """A post beside the name of somebody who did not hold it on `day`; none with 时任 before it."""
    known = [post for post in posts if post.name in words and post.post in words]
    for name in dict.fromkeys(post.name for post in known):
        held = [post for post in known if post.name == name]
        for title in dict.fromkeys(post.post for post in held):
            if not any(post.was_held_on(day) for post in held if post.post == title):
                yield from _beside(words, name, title, day)


def misspelt_names(words: str, posts: Iterable[Post], day: PartialDate) -> Iterator[Fault]:
    """A name of the same length, one character off, behind a post that a listed person holds."""
    for post in posts:
        if len(post.name) < 3 or post.post not in words or not post.was_held_on(day):
            continue
        for start in _places(words, post.post):
            begin = start + len(post.post)
            written = words[begin : begin + len(post.name)]
            if _differences(written, post.name) == 1:
                end = begin + len(post.name)
                yield Fault(begin, end, f"“{written}”与{post.post}“{post.name}”只差一字")


def _beside(words: str, name: str, title: str, day: PartialDate) -> Iterator[Fault]:
    for phrase in (f"{title}{name}", f"{title} {name}", f"{name}, {title}"):
        for start in _places(words, phrase):
            if not words[:start].endswith(THEN):
                end = start + len(phrase)
                yield Fault(start, end, f"登记表上{name}在{day}不任{title}")


def _places(words: str, phrase: str) -> Iterator[int]:
    place = words.find(phrase)
    while place >= 0:
        yield place
        place = words.find(phrase, place + 1)


def _differences(written: str, name: str) -> int:
    if len(written) != len(name):
        return len(name)
    return sum(one != other for one, other in zip(written, name, strict=True))
