"""The law of the list of panel members (听证员名册): who may sit on the panel of a hearing, and since when."""
