"""The yearly assessment of organs (考核) by a petition office: xf2022 Art. 39 ¶1."""
