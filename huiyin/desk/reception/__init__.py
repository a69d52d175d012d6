"""Pages of the waiting room (候访室) and of the leaders' reception days (领导接访)."""
