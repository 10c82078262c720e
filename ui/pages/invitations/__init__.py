"""An event's invitations: waves on a time line, their words, whom they go to, and each letter before it is drafted."""
