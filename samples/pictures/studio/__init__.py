"""Illustrations in the place of photographs, painted by arithmetic alone.

``brushes`` knows how to paint, ``things`` what stands in a harbour, ``weather`` what is around
it, and each scene has its own module with a ``paint()`` that returns the finished picture. Same
code, same pixels.
"""
