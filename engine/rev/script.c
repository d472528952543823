#include "engine/rev/script.h"

/* White space as str.strip() sees it, as far as docstrings hold it. */
static struct str strip(struct str s)
{
	for (;;) {
		const struct str trimmed = str_trim(s);
		if (str_starts(trimmed, STR("\xc2\xa0")))
			s = str_skip(trimmed, 2);
		else if (str_ends(trimmed, STR("\xc2\xa0")))
			s = str_slice(trimmed, 0, trimmed.n - 2);
		else
			return trimmed;
	}
}

/* alembic/script/base.py, Script.doc and Script.longdoc. */
void rev_script_set_doc(struct arena *result, struct rev_script *script, struct str docstring)
{
	script->long_doc = str_dup(result, strip(docstring));
	const ptrdiff_t blank = str_find(script->long_doc, STR("\n\n"));
	script->doc = blank < 0 ? script->long_doc : str_slice(script->long_doc, 0, (size_t)blank);
}
