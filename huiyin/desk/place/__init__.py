"""What an office stands on (本地资料), kept at the desk: every change shown first, kept, undone."""
