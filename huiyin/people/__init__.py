"""People, organs, competence, calendars (人员与机构)."""
