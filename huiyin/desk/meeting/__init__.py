"""The desk's pages of hearings and of the joint conference, beside those that every kind of record has."""
