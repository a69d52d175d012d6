"""The law of a supervision order (督办): xf2022 Art. 38–40."""
