from waishi.site.admin import banner, figure, identity, link, mourning, old_address, script

__all__ = ["banner", "figure", "identity", "link", "mourning", "old_address", "script"]
