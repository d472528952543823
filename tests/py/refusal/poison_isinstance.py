from app.models import User
isinstance(1, User)  # expect error line 2: module 'app.models' is not supported
