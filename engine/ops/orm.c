#include "engine/ops/modules.h"

const struct py_member ops_orm_members[] = { { 0 } };
const struct py_member ops_ext_members[] = { { 0 } };
