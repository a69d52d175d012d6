"""The record of petition matters (信访事项)."""
