"""The law of a correction plan (整改方案): what many matters show is mended at its root, and its effect is measured."""
