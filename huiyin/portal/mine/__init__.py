"""One's own list (我的信访事项): several matters together, without an account anybody could ask about."""
