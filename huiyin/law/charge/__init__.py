"""The law of a leader's charge (领导包案): xf2022 Art. 18 ¶2."""
