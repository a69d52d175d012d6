"""The staff's pages (工作台)."""
