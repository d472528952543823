# base64, binascii.
import base64
import binascii


def show(label, function):
    try:
        print(label, repr(function()))
    except Exception as error:
        print(label, type(error).__name__, error)


for data in [b"", b"a", b"ab", b"abc", b"abcd", bytes(range(256)), b"\xff\xfe\xfd", "é€".encode()]:
    e = base64.b64encode(data)
    print(e, base64.b64decode(e) == data, base64.b64decode(e.decode()) == data, base64.urlsafe_b64encode(data), base64.urlsafe_b64decode(base64.urlsafe_b64encode(data)) == data, base64.b64encode(data, b"#$"), base64.b64decode(base64.b64encode(data, b"#$"), "#$") == data)
    e = base64.b32encode(data)
    print(e, base64.b32decode(e) == data, base64.b16encode(data), base64.b16decode(base64.b16encode(data)) == data, base64.encodebytes(data), base64.decodebytes(base64.encodebytes(data)) == data)
    print(binascii.hexlify(data), binascii.unhexlify(binascii.hexlify(data)) == data, binascii.b2a_base64(data), binascii.b2a_base64(data, newline=False), binascii.crc32(data), binascii.crc32(data, 5), binascii.a2b_hex(data.hex()))
for text in ["YQ==", "YQ=", "YQ", "Y", "YWI", "YWJj\n", "Y W J j", "YW!Jj", "=YQ=", "YQ==YQ==", "YQ==x", "Y=Q=", "YWJjZ", "é", "====", "YQ===", "-_-_"]:
    show(text, lambda: base64.b64decode(text))
    show(text, lambda: base64.b64decode(text, validate=True))
show("type", lambda: base64.b64encode("a"))
show("type", lambda: base64.b64decode(5))
show("32", lambda: base64.b32decode("ab"))
show("32", lambda: base64.b32decode("mfrgg==="))
show("32", lambda: base64.b32decode("mfrgg===", True))
show("32", lambda: base64.b32decode("MFRG1==="))
show("16", lambda: base64.b16decode("ab"))
show("16", lambda: base64.b16decode("ab", casefold=True))
show("hex", lambda: binascii.unhexlify("abc"))
show("hex", lambda: binascii.unhexlify("zz"))
print(issubclass(binascii.Error, ValueError))
