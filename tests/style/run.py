#!/usr/bin/env python3
"""The rules of style that a machine can hold; run by the oracle's Python, which has lizard.

What may break a rule stands in exceptions.txt with its reason; an exception that is no longer needed fails.
"""

import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parents[1])]

import compiled
import layers
import sizes
import text
from suite import Suite

suite = Suite(show=100)
for part in (layers, text, sizes, compiled):
    part.check(suite)
suite.end()
