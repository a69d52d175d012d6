"""WeCom (企业微信): a work group is told that something waits."""
