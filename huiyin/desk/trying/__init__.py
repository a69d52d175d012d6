"""Trying the law at the desk (试算): one history under any book, two books side by side, open matters under another."""
