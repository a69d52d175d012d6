"""Archived matters: until when they are kept, what is held, what is destroyed and by whose word (档案保管与销毁)."""
