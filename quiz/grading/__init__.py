"""Is it right? The judge and its client, the cases, the comparison, the diagnosis and the verdict.

This module is empty on purpose: the judge loads what it needs, and the app only the client.
"""
