"""Pages of whoever looks after the archive (档案保管): what is due, what is held, which lists there are."""
