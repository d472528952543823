from decimal import Decimal
try:
    Decimal(2).ln()  # expect error line 3: Decimal.ln() is not supported
except Exception:
    pass
