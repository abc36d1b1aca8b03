"""Where the library, and what waits for a second person, use pictures."""

from waishi.media.models import Picture, Video
from waishi.media.uses import Place, names_picture
from waishi.publishing.models import Proposal

PLACES = (
    Place("视频封面", lambda number, names: Video.objects.filter(poster=number)),
    Place("新版本", lambda number, names: Picture.objects.filter(replaces=number)),
    Place(
        "提请（含已处理）",
        lambda number, names: Proposal.objects.filter(names_picture(names, "changes")),
    ),
)
