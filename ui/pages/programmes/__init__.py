"""Programmes: councils, boards, groups and series with their members, meetings and charter."""
