"""Compares ways to label the issues of one repository by how many labeled issues they need. Nothing here ships."""
