"""The yearly report (信访情况年度报告): what an office tells those above it of a year (xf2022 Art. 41)."""
