"""A leader's visit (接访、下访、约访、阅信): one leader, one matter, what was said and must follow (xf2022 Art. 18)."""
