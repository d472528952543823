prefix = ""
from .enums import COLORS
import web_framework
if web_framework.ready:
    prefix = "real"
