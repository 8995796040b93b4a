"""Nominating: a call chosen, a draft that saves itself, and what became of it."""
