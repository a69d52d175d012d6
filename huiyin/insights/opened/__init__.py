"""Figures that everybody may read (公布的数字): hidden where small, published once, never changed."""
