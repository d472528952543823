while True:  # expect error line 1: more than 200000000 instructions were run
    pass
