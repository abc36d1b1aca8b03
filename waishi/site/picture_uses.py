"""Where the site itself uses pictures."""

from django.db.models import Q

from waishi.languages import columns
from waishi.media.uses import Place, names_picture
from waishi.site.models import SiteIdentity

PLACES = (
    Place(
        "本站标识与简介",
        lambda number, names: SiteIdentity.objects.filter(
            Q(mark=number) | names_picture(names, *columns("about"))
        ),
    ),
)
