"""The law of an undertaking (落实事项): xf2022 Art. 27, 32 ¶2, 33, 40 ¶1."""
