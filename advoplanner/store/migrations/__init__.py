"""Alembic's revisions, run by `run.upgrade`; a new workspace is made from the models and stamped instead."""
