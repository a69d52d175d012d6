"""Hearings (听证): the petitioner's pages, where they see all of it and may speak to it, and the public board."""
