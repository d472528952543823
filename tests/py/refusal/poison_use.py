import surely.missing.module as m
from other_missing import Thing
x = m.a.b(1, k=2)["s"]
class Below(Thing):
    y = 1
print("fine so far")  # expect: fine so far
try:
    if x:  # expect error line 8: module 'surely.missing.module' is not supported and its source was not found
        pass
except:
    print("never")
