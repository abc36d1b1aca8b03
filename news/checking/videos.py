"""Videos of an article: who cannot hear or cannot see them reads what they say."""

from collections.abc import Iterator

from news.checking.missing import missing
from waishi.languages import column
from waishi.publishing.checking import Checked, Finding

DEMANDED = {"captions": "字幕", "transcript": "文字稿"}


def faults_of_videos(checked: Checked) -> Iterator[Finding]:
    """Captions and a transcript in the language of the page, or no release."""
    for place, video in enumerate(checked.document["videos"]):
        for name, label in DEMANDED.items():
            if not video[name]:
                field = f"videos-{place}-{column('caption', checked.language)}"
                yield missing(field, f"第{place + 1}段视频的{label}（在视频库里补）")
