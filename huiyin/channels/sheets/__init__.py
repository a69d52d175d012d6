"""Workbooks of messages that another system exported: read by a mapping, taken in with their past."""
