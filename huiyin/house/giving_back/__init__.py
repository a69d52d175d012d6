"""Whatever becomes of a form that was sent, everything typed into it comes back (写的内容都还在)."""
