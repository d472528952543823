class Custom(ValueError):
    pass
raise Custom("text")  # expect error line 3: Custom: text
