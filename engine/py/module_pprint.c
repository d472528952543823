#include "engine/py/call.h"
#include "engine/py/interpreter.h"
#include "engine/py/values.h"

#include <string.h>

/* pprint: containers over several lines, by the rules of CPython's `Lib/pprint.py`. */

struct printer {
	struct py *vm;
	struct strbuf text;
	int64_t width, indent_step;
	bool sorts;
};

/* Where a value stands: its column, and what must still fit behind it. */
struct place {
	int64_t indent, allowance, level;
};

/* ---- values on one line, dicts in the order of their keys ---- */

/* The keys of a dict or the items of a set; sorted if they can be compared. */
static struct py_object *keys_of(struct printer *printer, struct py_object *value)
{
	struct py_object *list = py_list_from(printer->vm, &py_list_type, value);
	struct py_object *sorted = list ? py_list_from(printer->vm, &py_list_type, list) : NULL;

	if (!sorted || (!printer->sorts && py_is_dict(value)))
		return sorted;
	if (py_list_sort(printer->vm, sorted, NULL, false))
		return sorted;
	return py_catch(printer->vm, "TypeError") ? list : NULL;
}

static bool add_line(struct printer *printer, struct py_object *value, struct strbuf *buffer);

static bool add_dict(struct printer *printer, struct py_object *value, struct strbuf *buffer)
{
	struct py_object *keys = keys_of(printer, value), *item;
	const struct py_list *list = (struct py_list *)keys;

	strbuf_add_char(buffer, '{');
	for (size_t i = 0; keys && i < list->n; i++) {
		strbuf_add_c(buffer, i ? ", " : "");
		if (!py_dict_find(printer->vm, value, list->items[i], &item) ||
		    !add_line(printer, list->items[i], buffer))
			return false;
		strbuf_add_c(buffer, ": ");
		if (!add_line(printer, item, buffer))
			return false;
	}
	strbuf_add_char(buffer, '}');
	return keys;
}

static bool add_sequence(struct printer *printer, struct py_object *value, struct strbuf *buffer)
{
	const struct py_list *list = (struct py_list *)value;
	const bool is_tuple = py_is(value, &py_tuple_type);

	strbuf_add_char(buffer, is_tuple ? '(' : '[');
	for (size_t i = 0; i < list->n; i++) {
		strbuf_add_c(buffer, i ? ", " : "");
		if (!add_line(printer, list->items[i], buffer))
			return false;
	}
	strbuf_add_c(buffer, is_tuple ? (list->n == 1 ? ",)" : ")") : "]");
	return true;
}

static bool add_line(struct printer *printer, struct py_object *value, struct strbuf *buffer)
{
	const struct py_native_type *native = value->type->native;
	const bool is_dict = native == &py_dict_type;
	struct py *vm = printer->vm;
	struct str text;

	if (!is_dict && native != &py_list_type && native != &py_tuple_type) {
		if (!py_repr(vm, value, &text))
			return false;
		strbuf_add(buffer, text);
		return true;
	}
	if (!py_repr_enter(vm, value)) {
		strbuf_printf(buffer, "<Recursion on %.*s with id=%lld>",
			      STR_ARG(py_type_name(value)), (long long)(uintptr_t)value);
		return !py_is_unwinding(vm);
	}
	const bool is_added = is_dict ? add_dict(printer, value, buffer)
				      : add_sequence(printer, value, buffer);

	py_repr_leave(vm, value);
	return is_added;
}

static bool one_line(struct printer *printer, struct py_object *value, struct str *ret)
{
	struct strbuf buffer = STRBUF(py_arena(printer->vm));

	if (!add_line(printer, value, &buffer))
		return false;
	*ret = strbuf_str(&buffer);
	return true;
}

/* ---- values over several lines ---- */

static bool add_value(struct printer *printer, struct py_object *value, struct place place);

static void new_line(struct printer *printer, int64_t indent)
{
	strbuf_add_char(&printer->text, '\n');
	for (int64_t i = 0; i < indent; i++)
		strbuf_add_char(&printer->text, ' ');
}

static void open_bracket(struct printer *printer, const char *bracket)
{
	strbuf_add_c(&printer->text, bracket);
	for (int64_t i = 1; i < printer->indent_step; i++)
		strbuf_add_char(&printer->text, ' ');
}

static bool spread_items(struct printer *printer, const struct py_list *list, struct place place)
{
	place.indent += printer->indent_step;
	for (size_t i = 0; i < list->n; i++) {
		const bool is_last = i + 1 == list->n;
		if (i) {
			strbuf_add_char(&printer->text, ',');
			new_line(printer, place.indent);
		}
		if (!add_value(printer, list->items[i],
			       (struct place){ place.indent, is_last ? place.allowance : 1,
					       place.level }))
			return false;
	}
	return true;
}

static bool spread_dict(struct printer *printer, struct py_object *value, struct place place)
{
	struct py_object *keys = keys_of(printer, value), *item;
	const struct py_list *list = (struct py_list *)keys;
	struct str key;

	open_bracket(printer, "{");
	place.indent += printer->indent_step;
	for (size_t i = 0; keys && i < list->n; i++) {
		const int64_t allowance = i + 1 == list->n ? place.allowance + 1 : 1;
		if (i) {
			strbuf_add_char(&printer->text, ',');
			new_line(printer, place.indent);
		}
		if (!one_line(printer, list->items[i], &key) ||
		    !py_dict_find(printer->vm, value, list->items[i], &item))
			return false;
		strbuf_printf(&printer->text, "%.*s: ", STR_ARG(key));
		if (!add_value(printer, item,
			       (struct place){ place.indent + py_utf8_length(key) + 2, allowance,
					       place.level }))
			return false;
	}
	strbuf_add_char(&printer->text, '}');
	return keys;
}

static bool spread_sequence(struct printer *printer, struct py_object *value, struct place place)
{
	const struct py_list *list = (struct py_list *)value;
	const char *end = py_is(value, &py_list_type) ? "]" : list->n == 1 ? ",)" : ")";

	open_bracket(printer, py_is(value, &py_list_type) ? "[" : "(");
	place.allowance += (int64_t)strlen(end);
	if (!spread_items(printer, list, place))
		return false;
	strbuf_add_c(&printer->text, end);
	return true;
}

static bool spread_set(struct printer *printer, struct py_object *value, struct place place)
{
	struct py_object *items = keys_of(printer, value);
	const bool is_frozen = value->type->native == &py_frozenset_type;

	place.indent += is_frozen ? 10 : 0;
	place.allowance += is_frozen ? 2 : 1;
	open_bracket(printer, is_frozen ? "frozenset({" : "{");
	if (!items || !spread_items(printer, (struct py_list *)items, place))
		return false;
	strbuf_add_c(&printer->text, is_frozen ? "})" : "}");
	return true;
}

/* ---- long text: its lines, and words of these, as literals below each other ---- */

static struct str literal_of(struct printer *printer, struct str text)
{
	struct strbuf buffer = STRBUF(py_arena(printer->vm));

	py_str_add_repr(&buffer, text, false);
	return strbuf_str(&buffer);
}

/* The next word with the white space behind it. */
static struct str next_word(struct str text)
{
	size_t at = 0;
	bool in_space = false;

	while (at < text.n) {
		uint32_t code;
		const size_t size = py_utf8_next(str_skip(text, at), &code);
		if (in_space && !py_is_space(code))
			break;
		in_space = py_is_space(code);
		at += size;
	}
	return str_slice(text, 0, at);
}

static void add_words(struct printer *printer, struct str line, int64_t width,
		      int64_t last_allowance, struct str_list *literals)
{
	struct arena *arena = py_arena(printer->vm);
	struct str current = STR("");

	while (line.n) {
		const struct str word = next_word(line),
				 candidate = str_concat(arena, current, word);
		line = str_skip(line, word.n);
		if (!line.n)
			width -= last_allowance;
		if (py_utf8_length(literal_of(printer, candidate)) <= width) {
			current = candidate;
			continue;
		}
		if (current.n)
			str_list_add(arena, literals, literal_of(printer, current));
		current = word;
	}
	if (current.n)
		str_list_add(arena, literals, literal_of(printer, current));
}

static bool spread_text(struct printer *printer, struct py_object *value, struct place place)
{
	struct py_object *lines = py_call_method(printer->vm, value, "splitlines",
						 &PY_ARGS(py_bool(printer->vm, true)));
	const struct py_list *list = (struct py_list *)lines;
	const bool has_parentheses = place.level == 1;
	struct str_list literals = { 0 };

	if (!lines)
		return false;
	place.indent += has_parentheses;
	place.allowance += has_parentheses;
	const int64_t width = printer->width - place.indent;

	for (size_t i = 0; i < list->n; i++) {
		const int64_t allowance = i + 1 == list->n ? place.allowance : 0;
		const struct str literal = literal_of(printer, py_text(list->items[i]));
		if (py_utf8_length(literal) <= width - allowance)
			str_list_add(py_arena(printer->vm), &literals, literal);
		else
			add_words(printer, py_text(list->items[i]), width, allowance, &literals);
	}
	const bool is_wrapped = literals.n != 1;

	if (has_parentheses && is_wrapped)
		strbuf_add_char(&printer->text, '(');
	for (size_t i = 0; i < literals.n; i++) {
		if (i)
			new_line(printer, place.indent);
		strbuf_add(&printer->text, literals.items[i]);
	}
	if (has_parentheses && is_wrapped)
		strbuf_add_char(&printer->text, ')');
	return true;
}

static bool spread(struct printer *printer, struct py_object *value, struct str line,
		   struct place place)
{
	const struct py_native_type *native = value->type->native;

	if (native == &py_dict_type)
		return spread_dict(printer, value, place);
	if (native == &py_list_type || native == &py_tuple_type)
		return spread_sequence(printer, value, place);
	if (native == &py_set_type || native == &py_frozenset_type)
		return spread_set(printer, value, place);
	if (native == &py_str_type)
		return spread_text(printer, value, place);
	strbuf_add(&printer->text, line);
	return true;
}

static bool add_value(struct printer *printer, struct py_object *value, struct place place)
{
	struct py *vm = printer->vm;
	struct str line;

	if (!one_line(printer, value, &line))
		return false;
	place.level++;
	if (py_utf8_length(line) <= printer->width - place.indent - place.allowance ||
	    str_is(line, "set()") || str_is(line, "frozenset()")) {
		strbuf_add(&printer->text, line);
		return true;
	}
	if (!py_repr_enter(vm, value)) {
		strbuf_add(&printer->text, line);
		return !py_is_unwinding(vm);
	}
	const bool is_added = spread(printer, value, line, place);

	py_repr_leave(vm, value);
	return is_added;
}

/* ---- the module ---- */

/* args: object, indent, width, depth, compact, sort_dicts */
static bool format(struct py *vm, struct py_object **args, struct str *ret)
{
	struct printer printer = {
		.vm = vm, .text = STRBUF(py_arena(vm)), .width = 80, .indent_step = 1
	};
	bool is_compact;

	if ((args[1] && !py_take_int(vm, args[1], "indent", &printer.indent_step)) ||
	    (args[2] && !py_take_int(vm, args[2], "width", &printer.width)) ||
	    !py_take_bool(vm, args[4], false, &is_compact) ||
	    !py_take_bool(vm, args[5], true, &printer.sorts))
		return false;
	if (py_given(args[3]) || is_compact)
		return py_refuse(vm, "pprint with depth or compact");
	if (!add_value(&printer, args[0], (struct place){ 0 }))
		return false;
	*ret = strbuf_str(&printer.text);
	return true;
}

static struct py_object *pformat(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct str text;

	(void)self;
	return format(vm, args, &text) ? py_str(vm, text) : NULL;
}

/* args: object, stream, then those of pformat */
static struct py_object *pprint(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object *given[] = { args[0], args[2], args[3], args[4], args[5], args[6] };
	struct str text;

	(void)self;
	if (!format(vm, given, &text))
		return NULL;
	text = str_concat(py_arena(vm), text, STR("\n"));
	if (py_given(args[1]))
		return py_call_method(vm, args[1], "write", &PY_ARGS(py_str(vm, text)))
			       ? py_none(vm)
			       : NULL;
	if (vm->host->write)
		vm->host->write(vm->host->data, 1, text);
	return py_none(vm);
}

static const struct py_method functions[] = {
	{ "pformat",
	  "object, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, "
	  "underscore_numbers=False",
	  pformat, PY_METHOD_STATIC },
	{ "pprint",
	  "object, stream=None, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, "
	  "underscore_numbers=False",
	  pprint, PY_METHOD_STATIC },
	{ 0 },
};

/* PrettyPrinter and pp are what is left. */
const struct py_native_module py_module_pprint = { .name = "pprint",
						   .functions = functions,
						   .is_open = true };
