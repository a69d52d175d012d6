"""An information bulletin (信访信息): figures, topics and early signs for those who lead (xf2022 Art. 25 ¶1)."""
