"""Feishu (飞书): a work group is told that something waits."""
