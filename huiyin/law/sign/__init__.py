"""The law of an early sign (苗头): xf2022 Art. 25 ¶1; a question that a person answers."""
