"""Files of strangers are opened in a process apart (另起的进程): no keys, little memory and time, and it may die."""
