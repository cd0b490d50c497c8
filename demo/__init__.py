"""The demo of a fictional centre: `demo.py` tells the story, its neighbours hold the scenery."""

from .demo import run

__all__ = ["run"]
