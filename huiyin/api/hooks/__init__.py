"""Webhooks: what happens to records is told to clients, signed, in order, and never more than they may read."""
