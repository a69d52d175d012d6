"""Settings, urls, base pages, commands."""
