"""The law of a seat in the joint conference (联席会议成员单位): which organ, and by whom."""
