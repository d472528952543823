def order(kind):
    steps = []
    try:
        steps.append("try")
        if kind == 1:
            raise ValueError("v")
        if kind == 2:
            raise KeyError("k")
        if kind == 3:
            return steps
    except ValueError as error:
        steps.append(f"except {error}")
    else:
        steps.append("else")
    finally:
        steps.append("finally")
    steps.append("end")
    return steps
print(order(0), order(1), order(3))
try:
    order(2)
except KeyError as error:
    print("escaped", error, error.args)

def nested():
    try:
        try:
            1 / 0
        finally:
            print("inner finally")
    except ZeroDivisionError as error:
        print(type(error).__name__, error)
        return "returned"
    finally:
        print("outer finally")
print(nested())

def override():
    try:
        return "try"
    finally:
        return "finally"
print(override())
def swallow():
    for i in range(3):
        try:
            raise ValueError(i)
        finally:
            if i < 2:
                continue
            break
    return i
print(swallow())
def loops():
    out = []
    for i in range(4):
        try:
            if i == 1: continue
            if i == 3: break
            out.append(i)
        finally:
            out.append(f"f{i}")
    return out
print(loops())

try:
    try:
        raise ValueError("first")
    except ValueError as first:
        raise TypeError("second") from first
except TypeError as error:
    print(repr(error.__cause__), repr(error.__context__), error.__suppress_context__)
try:
    try:
        raise ValueError("first")
    except ValueError:
        raise TypeError("second")
except TypeError as error:
    print(error.__cause__, repr(error.__context__), error.__suppress_context__)
try:
    try:
        raise ValueError("first")
    except ValueError:
        raise TypeError("second") from None
except TypeError as error:
    print(error.__cause__, error.__suppress_context__)

def reraise():
    try:
        raise KeyError("k")
    except KeyError:
        try:
            raise ValueError("v")
        except ValueError:
            pass
        raise
try:
    reraise()
except KeyError as error:
    print("reraised", repr(error))
try:
    raise
except RuntimeError as error:
    print(error)
class Custom(Exception):
    def __init__(self, code, message):
        super().__init__(message)
        self.code = code
class Other(Custom): pass
class NoSuper(Exception):
    def __init__(self, a, b):
        self.a = a
class Shown(Exception):
    def __str__(self): return "shown as this"
try:
    raise Other(5, "text")
except (KeyError, Custom) as error:
    print(error.code, error, error.args, isinstance(error, Exception), repr(error))
print(NoSuper(1, 2).args, str(NoSuper(1, 2)), Shown(), repr(Shown(1)))
for raised in (ValueError, ValueError(), ValueError("a", 1), KeyError("k"), OSError(2, "No such file"), StopIteration(3)):
    try:
        raise raised
    except Exception as error:
        print(type(error).__name__, str(error), repr(error), error.args)
try:
    raise 5
except TypeError as error:
    print(error)
try:
    try:
        raise ValueError
    except 5:
        pass
except TypeError as error:
    print(error)
try:
    try:
        raise ValueError("name is deleted")
    except ValueError as name:
        pass
    name
except NameError as error:
    print(error)
print(issubclass(KeyError, LookupError), issubclass(FileNotFoundError, OSError), IOError is OSError)
def ensure():
    try:
        pass
    except:
        print("no")
    else:
        try:
            raise IndexError("from else")
        except IndexError as error:
            return str(error)
print(ensure())
try:
    [][1]
except IndexError as error:
    print(error)
try:
    {}["x"]
except KeyError as error:
    print(error)
try:
    int("z")
except ValueError as error:
    print(error)
try:
    None.x
except AttributeError as error:
    print(error)
try:
    undefined_name
except NameError as error:
    print(error)
error = None
try:
    exit(3)
except SystemExit as stop:
    print("exit", stop.code)
e = ValueError("note")
e.extra = 1
print(e.extra, e == ValueError("note"), hasattr(e, "__traceback__"))
def finally_in_handler():
    out = []
    try:
        try:
            raise ValueError("a")
        except ValueError:
            try:
                raise KeyError("b")
            finally:
                out.append("cleanup")
    except KeyError as error:
        out.append(repr(error.__context__))
    return out
print(finally_in_handler())
def return_in_handler():
    for i in range(3):
        try:
            raise ValueError(i)
        except ValueError as error:
            if i == 1:
                return str(error)
print(return_in_handler())
def while_true():
    n = 0
    while True:
        try:
            n += 1
            if n < 3:
                raise ValueError
            break
        except ValueError:
            continue
    return n
print(while_true())
try:
    raise ImportError("no", name="mod")
except ImportError as error:
    print(error, error.name)

# expect: ['try', 'else', 'finally', 'end'] ['try', 'except v', 'finally', 'end'] ['try', 'finally']
# expect: escaped 'k' ('k',)
# expect: inner finally
# expect: ZeroDivisionError division by zero
# expect: outer finally
# expect: returned
# expect: finally
# expect: 2
# expect: [0, 'f0', 'f1', 2, 'f2', 'f3']
# expect: ValueError('first') ValueError('first') True
# expect: None ValueError('first') False
# expect: None True
# expect: reraised KeyError('k')
# expect: No active exception to reraise
# expect: 5 text ('text',) True Other('text')
# expect: (1, 2) (1, 2) shown as this Shown(1)
# expect: ValueError  ValueError() ()
# expect: ValueError  ValueError() ()
# expect: ValueError ('a', 1) ValueError('a', 1) ('a', 1)
# expect: KeyError 'k' KeyError('k') ('k',)
# expect: FileNotFoundError [Errno 2] No such file FileNotFoundError(2, 'No such file') (2, 'No such file')
# expect: StopIteration 3 StopIteration(3) (3,)
# expect: exceptions must derive from BaseException
# expect: catching classes that do not inherit from BaseException is not allowed
# expect: name 'name' is not defined
# expect: True True True
# expect: from else
# expect: list index out of range
# expect: 'x'
# expect: invalid literal for int() with base 10: 'z'
# expect: 'NoneType' object has no attribute 'x'
# expect: name 'undefined_name' is not defined
# expect: exit 3
# expect: 1 False True
# expect: ['cleanup', "ValueError('a')"]
# expect: 1
# expect: 3
# expect: no mod
