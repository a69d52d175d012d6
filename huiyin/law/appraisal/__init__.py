"""What an assessment says of one organ (单位考核结果): shown to it first, objected to, decided; xf2022 Art. 39 ¶1."""
