import cycle_b
value = "a"
def from_b():
    return cycle_b.get()
