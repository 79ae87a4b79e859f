"""Pictures made of characters: plain functions from figures and a width to text."""
