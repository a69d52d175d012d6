"""Voice calls (语音电话): a gateway rings and reads a sentence out."""
