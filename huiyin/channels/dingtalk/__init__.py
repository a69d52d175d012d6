"""DingTalk (钉钉): a work group is told that something waits."""
