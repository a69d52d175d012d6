"""What every kind of record shares (事项簿): the door, the journal, clocks, the outbox, who may read."""
