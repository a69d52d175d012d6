"""What a supervisor sees of how organs handle petitions (质量): per organ, never per person, with the matters."""
