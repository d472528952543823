class Meta(type):
    def __new__(mcs, name, bases, namespace):
        return super().__new__(mcs, name, bases, namespace)
class A(metaclass=Meta):  # expect error line 4: metaclasses are not supported
    pass
