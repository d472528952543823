#include "engine/py/str.h"

#include <utf8proc.h>

/* Case mapping, character classes and translation of str, by Unicode's tables (utf8proc). */

/* Unconditional mappings to several characters (Unicode SpecialCasing.txt); {code, upper, title}.
 */
static const struct {
	uint32_t code;
	const char *upper, *title;
} special_upper[] = {
	{ 0x00df, "SS", "Ss" },   { 0x0149, "ʼN", "ʼN" }, { 0x01f0, "J̌", "J̌" },
	{ 0x0390, "Ϊ́", "Ϊ́" },     { 0x03b0, "Ϋ́", "Ϋ́" },   { 0x0587, "ԵՒ", "Եւ" },
	{ 0x1e96, "H̱", "H̱" },     { 0x1e97, "T̈", "T̈" },   { 0x1e98, "W̊", "W̊" },
	{ 0x1e99, "Y̊", "Y̊" },     { 0x1e9a, "Aʾ", "Aʾ" }, { 0xfb00, "FF", "Ff" },
	{ 0xfb01, "FI", "Fi" },   { 0xfb02, "FL", "Fl" }, { 0xfb03, "FFI", "Ffi" },
	{ 0xfb04, "FFL", "Ffl" }, { 0xfb05, "ST", "St" }, { 0xfb06, "ST", "St" },
	{ 0xfb13, "ՄՆ", "Մն" },   { 0xfb14, "ՄԵ", "Մե" }, { 0xfb15, "ՄԻ", "Մի" },
	{ 0xfb16, "ՎՆ", "Վն" },   { 0xfb17, "ՄԽ", "Մխ" },
};

enum mapping { LOWER, UPPER, TITLE };

static bool is_letter(uint32_t code)
{
	if (code < 0x80)
		return ((code | 0x20) >= 'a' && (code | 0x20) <= 'z');
	switch (utf8proc_category((utf8proc_int32_t)code)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
		return true;
	default:
		return false;
	}
}

static bool is_upper(uint32_t code)
{
	return code < 0x80 ? code >= 'A' && code <= 'Z' : utf8proc_isupper((utf8proc_int32_t)code);
}

static bool is_lower(uint32_t code)
{
	return code < 0x80 ? code >= 'a' && code <= 'z' : utf8proc_islower((utf8proc_int32_t)code);
}

static bool is_title(uint32_t code)
{
	return code >= 0x80 && utf8proc_category((utf8proc_int32_t)code) == UTF8PROC_CATEGORY_LT;
}

static bool is_cased(uint32_t code)
{
	return is_upper(code) || is_lower(code) || is_title(code);
}

static bool is_case_ignorable(uint32_t code)
{
	if (code < 0x80)
		return code == '\'' || code == '.' || code == ':' || code == '^' || code == '`';
	switch (utf8proc_category((utf8proc_int32_t)code)) {
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_ME:
	case UTF8PROC_CATEGORY_CF:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_SK:
		return true;
	default:
		return code == 0xb7 || code == 0x2019;
	}
}

/* Σ becomes ς at the end of a word (Unicode's Final_Sigma). */
static bool is_final_sigma(struct str before, struct str after)
{
	bool has_letter = false;
	uint32_t code;

	while (before.n) {
		const size_t size = py_utf8_next(before, &code);
		if (!is_case_ignorable(code))
			has_letter = is_cased(code);
		before = str_skip(before, size);
	}
	while (after.n) {
		const size_t size = py_utf8_next(after, &code);
		if (!is_case_ignorable(code))
			return has_letter && !is_cased(code);
		after = str_skip(after, size);
	}
	return has_letter;
}

static void add_mapped(struct strbuf *buffer, uint32_t code, enum mapping mapping)
{
	if (code < 0x80) {
		if (mapping == LOWER ? is_upper(code) : is_lower(code))
			code ^= 0x20;
		strbuf_add_char(buffer, (char)code);
		return;
	}
	if (mapping == LOWER) {
		if (code == 0x130)
			strbuf_add_c(buffer, "i̇");
		else
			strbuf_add_code_point(buffer,
					      (uint32_t)utf8proc_tolower((utf8proc_int32_t)code));
		return;
	}
	for (size_t i = 0; i < sizeof(special_upper) / sizeof(*special_upper); i++) {
		if (special_upper[i].code == code) {
			strbuf_add_c(buffer, mapping == UPPER ? special_upper[i].upper
							      : special_upper[i].title);
			return;
		}
	}
	strbuf_add_code_point(
		buffer, (uint32_t)(mapping == UPPER ? utf8proc_toupper((utf8proc_int32_t)code)
						    : utf8proc_totitle((utf8proc_int32_t)code)));
}

static void add_lower(struct strbuf *buffer, struct str whole, size_t at, uint32_t code,
		      size_t size)
{
	if (code == 0x3a3)
		strbuf_add_code_point(
			buffer, is_final_sigma(str_slice(whole, 0, at), str_skip(whole, at + size))
					? 0x3c2
					: 0x3c3);
	else
		add_mapped(buffer, code, LOWER);
}

enum casing { TO_LOWER, TO_UPPER, TO_TITLE, TO_CAPITALIZED, TO_SWAPPED };

static struct py_object *map_case(struct py *vm, struct py_object *self, enum casing casing)
{
	struct strbuf buffer = STRBUF(py_arena(vm));
	const struct str text = py_text(self);
	bool after_cased = false;

	for (size_t at = 0; at < text.n;) {
		uint32_t code;
		const size_t size = py_utf8_next(str_skip(text, at), &code);
		bool lower = casing == TO_LOWER || (casing == TO_SWAPPED && is_upper(code)) ||
			     (casing == TO_TITLE && after_cased) ||
			     (casing == TO_CAPITALIZED && at);
		if (lower)
			add_lower(&buffer, text, at, code, size);
		else if (casing == TO_SWAPPED && !is_lower(code))
			strbuf_add(&buffer, str_slice(text, at, at + size));
		else
			add_mapped(&buffer, code,
				   casing == TO_UPPER || casing == TO_SWAPPED ? UPPER : TITLE);
		after_cased = is_cased(code);
		at += size;
	}
	return py_str(vm, strbuf_str(&buffer));
}

struct py_object *py_str_lower(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)args;
	return map_case(vm, self, TO_LOWER);
}

struct py_object *py_str_upper(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)args;
	return map_case(vm, self, TO_UPPER);
}

struct py_object *py_str_title(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)args;
	return map_case(vm, self, TO_TITLE);
}

struct py_object *py_str_capitalize(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)args;
	return map_case(vm, self, TO_CAPITALIZED);
}

struct py_object *py_str_swapcase(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)args;
	return map_case(vm, self, TO_SWAPPED);
}

struct py_object *py_str_casefold(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct strbuf buffer = STRBUF(py_arena(vm));

	(void)args;
	for (struct str text = py_text(self); text.n;) {
		utf8proc_int32_t folded[8];
		uint32_t code;
		text = str_skip(text, py_utf8_next(text, &code));
		if (code < 0x80) {
			add_mapped(&buffer, code, LOWER);
			continue;
		}
		const utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)code, folded,
								   8, UTF8PROC_CASEFOLD, NULL);
		for (utf8proc_ssize_t i = 0; i < n && i < 8; i++)
			strbuf_add_code_point(&buffer, (uint32_t)folded[i]);
	}
	return py_str(vm, strbuf_str(&buffer));
}

/* ---- character classes ---- */

static bool is_decimal(uint32_t code)
{
	return py_decimal_digit(code) >= 0;
}

/* Superscripts, subscripts and circled digits have a digit value but no decimal one. */
static bool is_digit(uint32_t code)
{
	static const uint32_t ranges[][2] = {
		{ 0xb2, 0xb3 },     { 0xb9, 0xb9 },     { 0x1369, 0x1371 }, { 0x2070, 0x2070 },
		{ 0x2074, 0x2079 }, { 0x2080, 0x2089 }, { 0x2460, 0x2468 }, { 0x2474, 0x247c },
		{ 0x2488, 0x2490 }, { 0x24ea, 0x24ea }, { 0x24f5, 0x24fd }, { 0x24ff, 0x24ff },
		{ 0x2776, 0x277e }, { 0x2780, 0x2788 }, { 0x278a, 0x2792 },
	};

	for (size_t i = 0; i < sizeof(ranges) / sizeof(*ranges); i++)
		if (code >= ranges[i][0] && code <= ranges[i][1])
			return true;
	return is_decimal(code);
}

static bool is_numeric(uint32_t code)
{
	static const uint32_t ideographs[] = { 0x3007, 0x4e00, 0x4e03, 0x4e09, 0x4e5d, 0x4e8c,
					       0x4e94, 0x516b, 0x516d, 0x5341, 0x56db, 0x767e,
					       0x5343, 0x842c, 0x4e07, 0x5104, 0x4ebf };

	if (code < 0x80)
		return code >= '0' && code <= '9';
	for (size_t i = 0; i < sizeof(ideographs) / sizeof(*ideographs); i++)
		if (ideographs[i] == code)
			return true;
	switch (utf8proc_category((utf8proc_int32_t)code)) {
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NL:
	case UTF8PROC_CATEGORY_NO:
		return true;
	default:
		return false;
	}
}

static bool is_alphanumeric(uint32_t code)
{
	return is_letter(code) || is_numeric(code);
}

static struct py_object *every(struct py *vm, struct py_object *self, bool (*is_class)(uint32_t),
			       bool empty)
{
	struct str text = py_text(self);

	if (!text.n)
		return py_bool(vm, empty);
	while (text.n) {
		uint32_t code;
		text = str_skip(text, py_utf8_next(text, &code));
		if (!is_class(code))
			return py_bool(vm, false);
	}
	return py_bool(vm, true);
}

static bool is_ascii(uint32_t code)
{
	return code < 0x80;
}

#define CLASS_METHOD(name, is_class, empty)                                                        \
	struct py_object *py_str_##name(struct py *vm, struct py_object *self,                     \
					struct py_object **args)                                   \
	{                                                                                          \
		(void)args;                                                                        \
		return every(vm, self, is_class, empty);                                           \
	}

CLASS_METHOD(isalnum, is_alphanumeric, false)
CLASS_METHOD(isalpha, is_letter, false)
CLASS_METHOD(isascii, is_ascii, true)
CLASS_METHOD(isdecimal, is_decimal, false)
CLASS_METHOD(isdigit, is_digit, false)
CLASS_METHOD(isnumeric, is_numeric, false)
CLASS_METHOD(isprintable, py_is_printable, true)
CLASS_METHOD(isspace, py_is_space, false)

/* Cased characters there are, and all of them are of one case. */
static struct py_object *has_one_case(struct py *vm, struct py_object *self,
				      bool (*is_case)(uint32_t))
{
	bool has_cased = false;

	for (struct str text = py_text(self); text.n;) {
		uint32_t code;
		text = str_skip(text, py_utf8_next(text, &code));
		if (is_cased(code) && !is_case(code))
			return py_bool(vm, false);
		has_cased = has_cased || is_case(code);
	}
	return py_bool(vm, has_cased);
}

struct py_object *py_str_islower(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)args;
	return has_one_case(vm, self, is_lower);
}

struct py_object *py_str_isupper(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)args;
	return has_one_case(vm, self, is_upper);
}

struct py_object *py_str_istitle(struct py *vm, struct py_object *self, struct py_object **args)
{
	bool after_cased = false, has_cased = false;

	(void)args;
	for (struct str text = py_text(self); text.n;) {
		uint32_t code;
		text = str_skip(text, py_utf8_next(text, &code));
		const bool starts = is_upper(code) || is_title(code);
		if ((starts && after_cased) || (is_lower(code) && !after_cased))
			return py_bool(vm, false);
		after_cased = is_cased(code);
		has_cased = has_cased || after_cased;
	}
	return py_bool(vm, has_cased);
}

static bool continues_identifier(uint32_t code, bool is_first)
{
	if (code == '_' || is_letter(code))
		return true;
	switch (utf8proc_category((utf8proc_int32_t)code)) {
	case UTF8PROC_CATEGORY_NL:
		return true;
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_PC:
		return !is_first;
	default:
		return false;
	}
}

struct py_object *py_str_isidentifier(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	struct str text = py_text(self);
	bool is_first = true;

	(void)args;
	if (!text.n)
		return py_bool(vm, false);
	for (; text.n; is_first = false) {
		uint32_t code;
		text = str_skip(text, py_utf8_next(text, &code));
		if (!continues_identifier(code, is_first))
			return py_bool(vm, false);
	}
	return py_bool(vm, true);
}

/* ---- translate ---- */

static bool add_translated(struct py *vm, struct strbuf *buffer, struct py_object *table,
			   struct str one, uint32_t code)
{
	struct py_object *value = py_getitem(vm, table, py_int(vm, code));

	if (!value) {
		if (!py_catch(vm, "LookupError"))
			return false;
		strbuf_add(buffer, one);
	} else if (py_is_int(value)) {
		strbuf_add_code_point(buffer, (uint32_t)((struct py_int *)value)->value);
	} else if (py_is_str(value)) {
		strbuf_add(buffer, py_text(value));
	} else if (!py_is_none(value)) {
		return py_raise(vm, "TypeError",
				"character mapping must return integer, None or str");
	}
	return true;
}

struct py_object *py_str_translate(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct strbuf buffer = STRBUF(py_arena(vm));

	for (struct str text = py_text(self); text.n;) {
		uint32_t code;
		const size_t size = py_utf8_next(text, &code);
		if (!add_translated(vm, &buffer, args[0], str_slice(text, 0, size), code))
			return NULL;
		text = str_skip(text, size);
	}
	return py_str(vm, strbuf_str(&buffer));
}

static struct py_object *translation_from_dict(struct py *vm, struct py_object *from)
{
	struct py_object *table = py_dict(vm);
	const struct py_dict_entry *entry;
	size_t cursor = 0;

	if (!py_is_dict(from))
		return py_raise(vm, "TypeError",
				"if you give only one argument to maketrans it must be a dict");
	while ((entry = py_dict_next(from, &cursor))) {
		struct py_object *key = entry->key;
		if (py_is_str(key)) {
			uint32_t code;
			if (py_str_length(key) != 1)
				return py_raise(
					vm, "ValueError",
					"string keys in translate table must be of length 1");
			py_utf8_next(py_text(key), &code);
			key = py_int(vm, code);
		}
		if (!py_dict_set(vm, table, key, entry->value))
			return NULL;
	}
	return table;
}

struct py_object *py_str_maketrans(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct str from, to, removed;
	uint32_t code, by;

	(void)self;
	if (!args[1])
		return translation_from_dict(vm, args[0]);
	if (!py_take_text(vm, args[0], "maketrans() argument 1", &from) ||
	    !py_take_text(vm, args[1], "maketrans() argument 2", &to) ||
	    !py_take_text(vm, args[2], "maketrans() argument 3", &removed))
		return NULL;
	if (py_utf8_length(from) != py_utf8_length(to))
		return py_raise(vm, "ValueError",
				"the first two maketrans arguments must have equal length");
	struct py_object *table = py_dict(vm);

	while (from.n) {
		from = str_skip(from, py_utf8_next(from, &code));
		to = str_skip(to, py_utf8_next(to, &by));
		if (!py_dict_set(vm, table, py_int(vm, code), py_int(vm, by)))
			return NULL;
	}
	while (removed.n) {
		removed = str_skip(removed, py_utf8_next(removed, &code));
		if (!py_dict_set(vm, table, py_int(vm, code), py_none(vm)))
			return NULL;
	}
	return table;
}
