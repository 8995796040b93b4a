"""Nominating: a call chosen, a draft that saves itself, and its outcome."""
