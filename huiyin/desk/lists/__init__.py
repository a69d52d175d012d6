"""Lists of the desk: how they are looked at, narrowed, counted, exported, worked off."""
