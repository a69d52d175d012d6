"""Advice (三项建议): to improve work, to perfect policy, to hold somebody responsible (xf2022 Art. 40)."""
