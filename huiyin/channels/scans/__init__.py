"""Scanners (扫描仪): a folder they write to becomes letters in the letters' room."""
