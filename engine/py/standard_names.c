#include "engine/py/frame.h"

bool py_is_standard_module(struct str name)
{
	static const char *const names[] = {
#define X(name) name,
#include "engine/py/standard_names.def"
#undef X
	};
	struct str root, rest = name;

	str_next_part(&rest, '.', &root);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (str_is(root, names[i]))
			return true;
	return false;
}
