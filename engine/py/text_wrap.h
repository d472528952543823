/*
 * Paragraphs laid out in lines of a width: textwrap.wrap, fill and shorten.  Widths count code
 * points.
 */
#ifndef RETORT_PY_TEXT_WRAP_H
#define RETORT_PY_TEXT_WRAP_H

#include "engine/py/values.h"

struct text_wrap {
	int64_t width, tab_size;
	int64_t max_lines; /* 0: any number */
	struct str initial_indent, subsequent_indent, placeholder;
	bool expand_tabs, replace_whitespace, break_long_words, drop_whitespace, break_on_hyphens;
};

/* False: unwinding (ValueError for a width that cannot be). */
bool text_wrap(struct py *vm, const struct text_wrap *options, struct str text,
	       struct str_list *ret_lines);

#endif
