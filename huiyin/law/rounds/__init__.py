"""The law of a round through a village (排查走访), on which disputes are found: tiaojie2010 Art. 17, 21."""
