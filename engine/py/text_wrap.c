#include "engine/py/text_wrap.h"

#include <utf8proc.h>

/* The rules are those of CPython's `Lib/textwrap.py`, its pattern for words included. */

/* ---- chunks: words, parts of words behind hyphens, runs of white space ---- */

struct text_codes {
	struct str text;
	uint32_t *codes;
	size_t *offsets; /* of each code point; one more for the end */
	size_t n;
};

static struct text_codes read_codes(struct arena *result, struct str text)
{
	struct text_codes codes = { .text = text };
	size_t at = 0;

	codes.codes = ARENA_ARRAY(result, uint32_t, text.n + 1);
	codes.offsets = ARENA_ARRAY(result, size_t, text.n + 1);
	while (at < text.n) {
		codes.offsets[codes.n] = at;
		at += py_utf8_next(str_skip(text, at), &codes.codes[codes.n++]);
	}
	codes.offsets[codes.n] = text.n;
	return codes;
}

static struct str part_of(const struct text_codes *codes, size_t start, size_t end)
{
	return str_slice(codes->text, codes->offsets[start], codes->offsets[end]);
}

/* Only ASCII white space is a place to break: no-break spaces are not. */
static bool is_blank(uint32_t code)
{
	return code == ' ' || (code >= '\t' && code <= '\r');
}

static bool is_letter(uint32_t code)
{
	if (code < 128)
		return (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z') || code == '_';
	switch (utf8proc_category((utf8proc_int32_t)code)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_NL:
	case UTF8PROC_CATEGORY_NO:
		return true;
	default:
		return false;
	}
}

static bool is_word(uint32_t code)
{
	return is_letter(code) || py_decimal_digit(code) >= 0;
}

static bool is_word_or_mark(uint32_t code)
{
	return is_word(code) || code == '!' || code == '"' || code == '\'' || code == '&' ||
	       code == '.' || code == ',' || code == '?';
}

/* Dashes from `at` that join two words ("word--word"); 0 if they are none. */
static size_t em_dash_at(const struct text_codes *text, size_t at)
{
	size_t end = at;

	while (end < text->n && text->codes[end] == '-')
		end++;
	const bool is_between = at > 0 && is_word_or_mark(text->codes[at - 1]) && end < text->n &&
				is_word(text->codes[end]);

	return end - at >= 2 && is_between ? end - at : 0;
}

static bool letter_at(const struct text_codes *text, size_t at)
{
	return at < text->n && is_letter(text->codes[at]);
}

/* A hyphen at `at` behind which a word may be broken. */
static bool breaks_at_hyphen(const struct text_codes *text, size_t at)
{
	const uint32_t *codes = text->codes;
	const bool two_before = at >= 2 && is_letter(codes[at - 1]) && is_letter(codes[at - 2]);
	const bool hyphen_before = at >= 3 && is_letter(codes[at - 1]) && codes[at - 2] == '-' &&
				   is_letter(codes[at - 3]);

	if (codes[at] != '-' || (!two_before && !hyphen_before) || !letter_at(text, at + 1))
		return false;
	return letter_at(text, at + 2) ||
	       (at + 2 < text->n && codes[at + 2] == '-' && letter_at(text, at + 3));
}

static size_t end_of_blanks(const struct text_codes *text, size_t at)
{
	while (at < text->n && is_blank(text->codes[at]))
		at++;
	return at;
}

static size_t end_of_word(const struct text_codes *text, size_t at)
{
	while (at < text->n && !is_blank(text->codes[at]))
		at++;
	return at;
}

static size_t end_of_word_part(const struct text_codes *text, size_t start)
{
	const size_t dashes = em_dash_at(text, start);

	if (dashes)
		return start + dashes;
	for (size_t at = start + 1; at < text->n && !is_blank(text->codes[at]); at++) {
		if (breaks_at_hyphen(text, at))
			return at + 1;
		if (em_dash_at(text, at))
			return at;
	}
	return end_of_word(text, start);
}

/* ---- lines ---- */

struct paragraph {
	struct arena *arena;
	const struct text_wrap *options;
	struct str_list chunks; /* items before `at` are used up */
	size_t at;
	struct str_list *lines;
	struct str_list line; /* the parts of the line that is being filled */
	int64_t length;       /* of these */
};

static void split_chunks(struct paragraph *paragraph, struct str text)
{
	const struct text_codes codes = read_codes(paragraph->arena, text);

	for (size_t start = 0, end; start < codes.n; start = end) {
		if (is_blank(codes.codes[start]))
			end = end_of_blanks(&codes, start);
		else if (paragraph->options->break_on_hyphens)
			end = end_of_word_part(&codes, start);
		else
			end = end_of_word(&codes, start);
		str_list_add(paragraph->arena, &paragraph->chunks, part_of(&codes, start, end));
	}
}

static bool is_white(struct str text)
{
	uint32_t code;

	for (size_t at = 0; at < text.n;) {
		at += py_utf8_next(str_skip(text, at), &code);
		if (!py_is_space(code))
			return false;
	}
	return true;
}

static void add_part(struct paragraph *paragraph, struct str part)
{
	str_list_add(paragraph->arena, &paragraph->line, part);
	paragraph->length += py_utf8_length(part);
}

static void drop_part(struct paragraph *paragraph)
{
	paragraph->length -= py_utf8_length(paragraph->line.items[--paragraph->line.n]);
}

/* How much of a word that fits in no line goes on this one. */
static size_t break_of(const struct text_wrap *options, struct str word, int64_t room)
{
	const int64_t length = py_utf8_length(word);
	const size_t end = py_utf8_offset(word, length, room < length ? room : length);
	size_t hyphen = end;

	if (!options->break_on_hyphens || length <= room)
		return end;
	while (hyphen > 0 && word.p[hyphen - 1] != '-')
		hyphen--;
	for (size_t i = 0; hyphen > 1 && i < hyphen - 1; i++)
		if (word.p[i] != '-')
			return hyphen;
	return end;
}

static void add_long_word(struct paragraph *paragraph, int64_t width)
{
	struct str *word = &paragraph->chunks.items[paragraph->at];

	if (paragraph->options->break_long_words) {
		const size_t end = break_of(paragraph->options, *word,
					    width < 1 ? 1 : width - paragraph->length);
		add_part(paragraph, str_slice(*word, 0, end));
		*word = str_skip(*word, end);
	} else if (!paragraph->line.n) {
		add_part(paragraph, *word);
		paragraph->at++;
	}
}

static void fill_line(struct paragraph *paragraph, int64_t width)
{
	const struct str_list *chunks = &paragraph->chunks;

	paragraph->line.n = 0;
	paragraph->length = 0;
	if (paragraph->options->drop_whitespace && paragraph->lines->n &&
	    is_white(chunks->items[paragraph->at]))
		paragraph->at++;
	while (paragraph->at < chunks->n &&
	       paragraph->length + py_utf8_length(chunks->items[paragraph->at]) <= width)
		add_part(paragraph, chunks->items[paragraph->at++]);
	if (paragraph->at < chunks->n && py_utf8_length(chunks->items[paragraph->at]) > width)
		add_long_word(paragraph, width);
	if (paragraph->options->drop_whitespace && paragraph->line.n &&
	    is_white(paragraph->line.items[paragraph->line.n - 1]))
		drop_part(paragraph);
}

static void finish_line(struct paragraph *paragraph, struct str indent)
{
	const struct str text = str_list_join(paragraph->arena, &paragraph->line, "");

	str_list_add(paragraph->arena, paragraph->lines,
		     str_concat(paragraph->arena, indent, text));
}

static struct str strip(struct str text, bool left, bool right)
{
	uint32_t code;

	while (left && text.n) {
		const size_t size = py_utf8_next(text, &code);
		if (!py_is_space(code))
			break;
		text = str_skip(text, size);
	}
	while (right && text.n) {
		size_t start = text.n - 1;
		while (start > 0 && ((unsigned char)text.p[start] & 0xC0) == 0x80)
			start--;
		py_utf8_next(str_skip(text, start), &code);
		if (!py_is_space(code))
			break;
		text.n = start;
	}
	return text;
}

/* The last line that may be, with the placeholder for the rest of the text. */
static void cut_short(struct paragraph *paragraph, struct str indent, int64_t width)
{
	const struct text_wrap *options = paragraph->options;
	const int64_t room = py_utf8_length(options->placeholder);
	struct str_list *lines = paragraph->lines;

	for (; paragraph->line.n; drop_part(paragraph)) {
		if (is_white(paragraph->line.items[paragraph->line.n - 1]) ||
		    paragraph->length + room > width)
			continue;
		add_part(paragraph, options->placeholder);
		finish_line(paragraph, indent);
		return;
	}
	if (lines->n) {
		struct str *last = &lines->items[lines->n - 1];
		const struct str kept = strip(*last, false, true);
		if (py_utf8_length(kept) + room <= options->width) {
			*last = str_concat(paragraph->arena, kept, options->placeholder);
			return;
		}
	}
	str_list_add(
		paragraph->arena, lines,
		str_concat(paragraph->arena, indent, strip(options->placeholder, true, false)));
}

/* Whether the line may stand as it is: it is not the last one, or nothing follows it. */
static bool is_allowed(const struct paragraph *paragraph, int64_t width)
{
	const struct text_wrap *options = paragraph->options;
	const size_t left = paragraph->chunks.n - paragraph->at;

	if (!options->max_lines || (int64_t)paragraph->lines->n + 1 < options->max_lines)
		return true;
	return (!left || (options->drop_whitespace && left == 1 &&
			  is_white(paragraph->chunks.items[paragraph->at]))) &&
	       paragraph->length <= width;
}

static void fill_lines(struct paragraph *paragraph)
{
	const struct text_wrap *options = paragraph->options;

	while (paragraph->at < paragraph->chunks.n) {
		const struct str indent = paragraph->lines->n ? options->subsequent_indent
							      : options->initial_indent;
		const int64_t width = options->width - py_utf8_length(indent);

		fill_line(paragraph, width);
		if (!paragraph->line.n)
			continue;
		if (!is_allowed(paragraph, width)) {
			cut_short(paragraph, indent, width);
			return;
		}
		finish_line(paragraph, indent);
	}
}

static bool check_width(struct py *vm, const struct text_wrap *options)
{
	const struct str indent = options->max_lines > 1 ? options->subsequent_indent
							 : options->initial_indent;

	if (options->width <= 0)
		return py_raise(vm, "ValueError", "invalid width %lld (must be > 0)",
				(long long)options->width);
	if (options->max_lines &&
	    py_utf8_length(indent) + py_utf8_length(strip(options->placeholder, true, false)) >
		    options->width)
		return py_raise(vm, "ValueError", "placeholder too large for max width");
	return true;
}

bool text_wrap(struct py *vm, const struct text_wrap *options, struct str text,
	       struct str_list *ret_lines)
{
	struct paragraph paragraph = { .arena = py_arena(vm),
				       .options = options,
				       .lines = ret_lines };

	if (!check_width(vm, options))
		return false;
	if (options->expand_tabs) {
		struct py_object *expanded =
			py_call_method(vm, py_str(vm, text), "expandtabs",
				       &PY_ARGS(py_int(vm, options->tab_size)));
		if (!expanded)
			return false;
		text = py_text(expanded);
	}
	if (options->replace_whitespace) {
		char *spaced = str_c(py_arena(vm), text);
		for (size_t i = 0; i < text.n; i++)
			spaced[i] = is_blank((unsigned char)spaced[i]) ? ' ' : spaced[i];
		text.p = spaced;
	}
	split_chunks(&paragraph, text);
	fill_lines(&paragraph);
	return true;
}
