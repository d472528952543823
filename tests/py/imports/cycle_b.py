import cycle_a
def get():
    return cycle_a.value
