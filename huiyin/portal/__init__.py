"""The petitioner's and the public's pages (群众端)."""
