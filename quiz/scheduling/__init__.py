"""When to learn what: the learner's day, memory, the queue of a sitting and the streak. Pure rules, no clock."""
