"""Assessment (考核; Art. 39): what each organ did with its matters, from the journal alone, the same to the byte."""
