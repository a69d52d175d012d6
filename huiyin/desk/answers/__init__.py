"""The knowledge base (知识库): ready answers and statutory routes."""
