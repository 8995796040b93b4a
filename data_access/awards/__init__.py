"""The write side of the awards: editions, nominations, juries, scores, decisions."""
