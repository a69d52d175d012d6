"""The law of a hold (冻结销毁): what is held is never destroyed; dangan2020 Art. 21."""
