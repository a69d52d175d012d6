"""The law of one petition matter (信访事项): facts, the table of acts, conditions, what each act changes."""
