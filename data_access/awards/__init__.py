"""The awards as they are written: editions, nominations, juries, scores, decisions."""
