"""The law of a hearing (听证) in a matter: xf2022 Art. 31 (6), 36 ¶2; the list of those who sit on its panel."""
