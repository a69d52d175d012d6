"""The law of what is reasonable and not yet possible (合理但暂不具备条件): xf2022 Art. 32, 40 ¶1."""
