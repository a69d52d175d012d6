"""An optional language model (大模型) behind an OpenAI-compatible address: it drafts for a person and decides nothing.

Off unless ``HUIYIN_LANGUAGE_MODEL`` names the address of one inside the office; docs/language-model.md.
"""
