"""The library of references and of images."""
