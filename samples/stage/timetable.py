"""What happens in a sample, in order of time: actions from one seed, played by play.py."""
import random


class Timetable:
    def __init__(self, seed):
        self.dice = random.Random(seed)
        self.actions = []

    def add(self, when, name, *args):
        self.actions.append((when, len(self.actions), name, args))

    def sorted(self):
        return sorted(self.actions)
