import nowhere
value = 1
fine = 1
unchanged = [1]
listed = []
counted = 1
def count():
    global counted
    counted = 2
    raise RuntimeError
listed.append(nowhere.x + 1)
value = {}["missing"]
count()
