"""Lets every room's tests import ``printed``: this folder is on the path of all of them."""
