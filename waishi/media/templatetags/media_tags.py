"""How a picture stands in a page."""

from django import template

from waishi.media.models import Picture

register = template.Library()


@register.inclusion_tag("media/_picture.html")
def picture(shown: Picture, alt: str, sizes: str, eager: bool = False) -> dict:
    """A picture in the widths that are ready; `sizes` as HTML wants it.

    {% picture lead "朝天门的黄昏" "(min-width: 60rem) 40rem, 100vw" %}
    """
    return {"picture": shown, "alt": alt, "sizes": sizes, "eager": eager}
