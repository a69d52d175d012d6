"""Histories with a known truth, and how well the record finds it: ``./run history plant`` and ``judge``."""
