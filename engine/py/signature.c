#include "engine/py/call.h"

#include "engine/py/dict.h"

#include <string.h>

/* ---- parsing ---- */

/* The next parameter's text, cut at a comma that stands in no bracket and no quotes. */
static struct str next_part(struct str *rest)
{
	size_t depth = 0, i;
	char quote = 0;

	for (i = 0; i < rest->n; i++) {
		const char c = rest->p[i];
		if (quote)
			quote = c == quote ? 0 : quote;
		else if (c == '\'' || c == '"')
			quote = c;
		else if (c == '(' || c == '[' || c == '{')
			depth++;
		else if (c == ')' || c == ']' || c == '}')
			depth--;
		else if (c == ',' && !depth)
			break;
	}
	const struct str part = str_slice(*rest, 0, i);
	*rest = str_skip(*rest, i < rest->n ? i + 1 : i);
	return str_trim(part);
}

static struct str name_of(struct str part)
{
	size_t i = 0;

	while (i < part.n && part.p[i] != '=' && part.p[i] != ':' && part.p[i] != ' ')
		i++;
	return str_slice(part, 0, i);
}

static void add_parameter(struct py_signature *signature, struct str name,
			  enum py_parameter_kind kind, bool is_optional)
{
	signature->parameters[signature->n++] =
		(struct py_parameter_slot){ name, kind, is_optional };
}

static void make_positional_only(struct py_signature *signature)
{
	for (size_t i = 0; i < signature->n; i++)
		signature->parameters[i].kind = PY_PARAMETER_POSITIONAL_ONLY;
}

void py_signature_finish(struct py_signature *signature)
{
	signature->rest = signature->keywords = -1;
	for (size_t i = 0; i < signature->n; i++) {
		const struct py_parameter_slot *each = &signature->parameters[i];
		switch (each->kind) {
		case PY_PARAMETER_POSITIONAL_ONLY:
			signature->positional_only++;
			/* fall through */
		case PY_PARAMETER_EITHER:
			signature->positional++;
			if (!each->is_optional)
				signature->required_positional = i + 1;
			break;
		case PY_PARAMETER_REST:
			signature->rest = (ptrdiff_t)i;
			break;
		case PY_PARAMETER_KEYWORD_ONLY:
			break;
		case PY_PARAMETER_KEYWORDS:
			signature->keywords = (ptrdiff_t)i;
			break;
		}
	}
	signature->is_simple = signature->n == signature->positional;
}

struct py_signature *py_signature_parse(struct arena *result, const char *text)
{
	struct py_signature *signature = ARENA_NEW(result, struct py_signature);
	enum py_parameter_kind kind = PY_PARAMETER_EITHER;
	struct str rest = str_trim(str_from(text));
	size_t commas = 0;

	for (size_t i = 0; i < rest.n; i++)
		commas += rest.p[i] == ',';
	signature->parameters = ARENA_ARRAY(result, struct py_parameter_slot, commas + 1);
	while (rest.n) {
		struct str part = next_part(&rest);
		if (str_is(part, "/")) {
			make_positional_only(signature);
		} else if (str_starts(part, STR("**"))) {
			add_parameter(signature, name_of(str_skip(part, 2)), PY_PARAMETER_KEYWORDS,
				      true);
		} else if (str_starts(part, STR("*"))) {
			kind = PY_PARAMETER_KEYWORD_ONLY;
			if (part.n > 1)
				add_parameter(signature, name_of(str_skip(part, 1)),
					      PY_PARAMETER_REST, true);
		} else if (part.n) {
			add_parameter(signature, name_of(part), kind,
				      str_find_char(part, '=') >= 0);
		}
	}
	py_signature_finish(signature);
	return signature;
}

/* ---- placing arguments, in CPython's words (`Python/ceval.c`) ---- */

static struct str shown_name(struct py *vm, const struct py_binding *binding)
{
	if (!binding->owner.n)
		return binding->name;
	return str_printf(vm->arena, "%.*s.%.*s", STR_ARG(binding->owner), STR_ARG(binding->name));
}

static bool is_filled(const struct py_binding *binding, struct py_object *const *ret, size_t i)
{
	return ret[i] || binding->signature->parameters[i].is_optional;
}

/* "'a', 'b', and 'c'" */
static struct str list_of_missing(struct py *vm, const struct py_binding *binding,
				  struct py_object *const *ret, enum py_parameter_kind kind,
				  size_t count)
{
	const struct py_signature *signature = binding->signature;
	struct strbuf text = STRBUF(vm->arena);
	size_t seen = 0;

	for (size_t i = 0; i < signature->n; i++) {
		const bool is_keyword_only = signature->parameters[i].kind ==
					     PY_PARAMETER_KEYWORD_ONLY;
		if (is_filled(binding, ret, i) ||
		    is_keyword_only != (kind == PY_PARAMETER_KEYWORD_ONLY))
			continue;
		if (seen++)
			strbuf_add_c(&text, count == 2 ? " and " : seen == count ? ", and " : ", ");
		strbuf_printf(&text, "'%.*s'", STR_ARG(signature->parameters[i].name));
	}
	return strbuf_str(&text);
}

static bool raise_missing(struct py *vm, const struct py_binding *binding,
			  struct py_object *const *ret, enum py_parameter_kind kind)
{
	const struct py_signature *signature = binding->signature;
	size_t count = 0;

	for (size_t i = 0; i < signature->n; i++)
		count += !is_filled(binding, ret, i) &&
			 (signature->parameters[i].kind == PY_PARAMETER_KEYWORD_ONLY) ==
				 (kind == PY_PARAMETER_KEYWORD_ONLY);
	return py_raise(vm, "TypeError", "%.*s() missing %zu required %s argument%s: %.*s",
			STR_ARG(shown_name(vm, binding)), count,
			kind == PY_PARAMETER_KEYWORD_ONLY ? "keyword-only" : "positional",
			count == 1 ? "" : "s",
			STR_ARG(list_of_missing(vm, binding, ret, kind, count)));
}

/* "1 was", or with keyword-only arguments "1 positional argument (and 2 keyword-only arguments)
 * were" */
static struct str count_given(struct py *vm, const struct py_signature *signature,
			      const struct py_args *args, size_t given)
{
	size_t n = 0;

	for (size_t i = 0; i < args->keyword_count; i++)
		for (size_t j = 0; j < signature->n; j++)
			n += signature->parameters[j].kind == PY_PARAMETER_KEYWORD_ONLY &&
			     str_equal(signature->parameters[j].name, args->keywords[i].name);
	if (!n)
		return str_printf(vm->arena, "%zu %s", given, given == 1 ? "was" : "were");
	return str_printf(vm->arena,
			  "%zu positional argument%s (and %zu keyword-only argument%s) were", given,
			  given == 1 ? "" : "s", n, n == 1 ? "" : "s");
}

static bool raise_too_many(struct py *vm, const struct py_binding *binding,
			   const struct py_args *args, size_t given)
{
	const struct py_signature *signature = binding->signature;
	const size_t receiver = binding->counts_receiver ? 1 : 0;
	const size_t most = signature->positional + receiver;
	const struct str counted = count_given(vm, signature, args, given + receiver);
	size_t least = receiver;

	for (size_t i = 0; i < signature->positional; i++)
		least += !signature->parameters[i].is_optional;
	if (least == most)
		return py_raise(vm, "TypeError",
				"%.*s() takes %zu positional argument%s but %.*s given",
				STR_ARG(shown_name(vm, binding)), most, most == 1 ? "" : "s",
				STR_ARG(counted));
	return py_raise(vm, "TypeError",
			"%.*s() takes from %zu to %zu positional arguments but %.*s given",
			STR_ARG(shown_name(vm, binding)), least, most, STR_ARG(counted));
}

static bool place_positional(struct py *vm, const struct py_binding *binding,
			     const struct py_args *args, struct py_object **ret)
{
	const struct py_signature *signature = binding->signature;
	const size_t shift = binding->receiver ? 1 : 0;
	const size_t given = args->n + shift;
	const size_t placed = given < signature->positional ? given : signature->positional;

	if (shift && placed)
		ret[0] = binding->receiver;
	if (placed > shift)
		memcpy(ret + shift, args->positional, (placed - shift) * sizeof(*ret));
	if (signature->rest >= 0) {
		const size_t taken = placed > shift ? placed - shift : 0;
		ret[signature->rest] =
			given > placed ? py_tuple(vm, args->positional + taken, args->n - taken)
				       : vm->empty_tuple;
		return ret[signature->rest];
	}
	return given <= placed || raise_too_many(vm, binding, args, given);
}

static ptrdiff_t find_parameter(const struct py_signature *signature, struct str name)
{
	for (size_t i = signature->positional_only; i < signature->n; i++) {
		const enum py_parameter_kind kind = signature->parameters[i].kind;
		if ((kind == PY_PARAMETER_EITHER || kind == PY_PARAMETER_KEYWORD_ONLY) &&
		    str_equal(signature->parameters[i].name, name))
			return (ptrdiff_t)i;
	}
	return -1;
}

static bool raise_unexpected(struct py *vm, const struct py_binding *binding, struct str name)
{
	const struct py_signature *signature = binding->signature;

	for (size_t i = 0; i < signature->positional_only; i++)
		if (str_equal(signature->parameters[i].name, name))
			return py_raise(
				vm, "TypeError",
				"%.*s() got some positional-only arguments passed as keyword "
				"arguments: '%.*s'",
				STR_ARG(shown_name(vm, binding)), STR_ARG(name));
	return py_raise(vm, "TypeError", "%.*s() got an unexpected keyword argument '%.*s'",
			STR_ARG(shown_name(vm, binding)), STR_ARG(name));
}

static bool place_keywords(struct py *vm, const struct py_binding *binding,
			   const struct py_args *args, struct py_object **ret)
{
	const struct py_signature *signature = binding->signature;

	if (signature->keywords >= 0)
		ret[signature->keywords] = py_dict(vm);
	for (size_t i = 0; i < args->keyword_count; i++) {
		const struct py_keyword *keyword = &args->keywords[i];
		const ptrdiff_t index = find_parameter(signature, keyword->name);
		if (index < 0 && signature->keywords < 0)
			return raise_unexpected(vm, binding, keyword->name);
		if (index < 0) {
			if (!py_dict_set_str(vm, ret[signature->keywords], keyword->name,
					     keyword->value))
				return false;
			continue;
		}
		if (ret[index])
			return py_raise(vm, "TypeError",
					"%.*s() got multiple values for argument '%.*s'",
					STR_ARG(shown_name(vm, binding)), STR_ARG(keyword->name));
		ret[index] = keyword->value;
	}
	return true;
}

static bool fill_and_check(struct py *vm, const struct py_binding *binding, struct py_object **ret)
{
	const struct py_signature *signature = binding->signature;
	ptrdiff_t missing = -1;

	for (size_t i = 0; i < signature->n; i++) {
		if (ret[i])
			continue;
		if (binding->defaults)
			ret[i] = binding->defaults[i];
		if (!is_filled(binding, ret, i) && missing < 0)
			missing = (ptrdiff_t)i;
	}
	return missing < 0 || raise_missing(vm, binding, ret, signature->parameters[missing].kind);
}

bool py_bind(struct py *vm, const struct py_binding *binding, const struct py_args *args,
	     struct py_object **ret)
{
	const struct py_signature *signature = binding->signature;
	const size_t given = args->n + (binding->receiver ? 1 : 0);

	memset(ret, 0, signature->n * sizeof(*ret));
	if (!place_positional(vm, binding, args, ret))
		return false;
	if (signature->is_simple && given == signature->n && !args->keyword_count)
		return true;
	return place_keywords(vm, binding, args, ret) && fill_and_check(vm, binding, ret);
}
