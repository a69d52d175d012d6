"""The reception room (接待室): who waits, who was called, which leader receives when and took on what.

Beside the record: nothing here is an act. A ticket knows the matter that came of it, the journal knows no ticket.
"""
