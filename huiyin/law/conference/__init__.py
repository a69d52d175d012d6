"""A meeting of the joint conference (联席会议): called, opened with a quorum, its minutes signed."""
