class Meta(type):
    pass
class A(metaclass=Meta):  # expect error line 3: metaclasses are not supported
    pass
