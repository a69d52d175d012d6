"""Where people sit down together: hearings with their panels, joint conferences with members, agenda and tasks."""
