"""The law of a dispute found before anybody petitions (矛盾纠纷排查调处): tiaojie2010, xf2022 Art. 5, 15."""
