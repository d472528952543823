COLORS = ["red", "blue"]
