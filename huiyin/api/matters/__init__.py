"""Petition matters over the wire: filing, identities, papers handed in; the rest is as with any record."""
