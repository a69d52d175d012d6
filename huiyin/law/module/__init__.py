"""The law of text modules (文本模块): what is said again and again, written once and approved, with law and day."""
