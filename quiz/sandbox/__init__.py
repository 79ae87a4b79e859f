"""Run code that nobody vouches for: a fork server, single-use runners, and the bytes between them and the judge.

Nothing here decides whether an answer is right, and nothing that comes out of a runner is trusted.
"""
