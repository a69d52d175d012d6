"""Pages of a sample check (抽查) drawn from its question sheet: reading a matter, settling what two saw differently."""
