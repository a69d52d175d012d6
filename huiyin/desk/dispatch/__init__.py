"""Dispatching (分流): the queue, the card of one matter, many in one go."""
