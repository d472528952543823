#include "engine/py/operation.h"

#include "engine/py/builtin.h"
#include "engine/py/dict.h"

/* ---- displays ---- */

bool py_do_build_set(struct py *vm, struct py_frame *frame, uint32_t a)
{
	struct py_object *set = py_set(vm);

	frame->top -= a;
	for (uint32_t i = 0; i < a; i++)
		if (!py_set_add(vm, set, frame->top[i]))
			return false;
	push(frame, set);
	return true;
}

bool py_do_build_dict(struct py *vm, struct py_frame *frame, uint32_t a)
{
	struct py_object *dict = py_dict(vm);

	frame->top -= 2 * a;
	for (uint32_t i = 0; i < a; i++)
		if (!py_dict_set(vm, dict, frame->top[2 * i], frame->top[2 * i + 1]))
			return false;
	push(frame, dict);
	return true;
}

bool py_do_build_string(struct py *vm, struct py_frame *frame, uint32_t a)
{
	struct strbuf text = STRBUF(vm->arena);

	frame->top -= a;
	for (uint32_t i = 0; i < a; i++)
		strbuf_add(&text, py_text(frame->top[i]));
	push(frame, py_str(vm, strbuf_str(&text)));
	return py_reserve(vm, text.n);
}

bool py_do_build_slice(struct py *vm, struct py_frame *frame)
{
	frame->top -= 2;
	return put(frame, py_slice(vm, frame->top[-1], frame->top[0], frame->top[1]));
}

bool py_do_set_add(struct py *vm, struct py_frame *frame, uint32_t a)
{
	struct py_object *item = pop(frame);

	return py_set_add(vm, frame->top[-(ptrdiff_t)a], item);
}

bool py_do_list_extend(struct py *vm, struct py_frame *frame, uint32_t a)
{
	struct py_object *items = pop(frame);

	return py_list_extend(vm, frame->top[-(ptrdiff_t)a], items);
}

bool py_do_set_extend(struct py *vm, struct py_frame *frame, uint32_t a)
{
	struct py_object *items = pop(frame);

	return py_set_update(vm, frame->top[-(ptrdiff_t)a], items);
}

bool py_do_dict_merge(struct py *vm, struct py_frame *frame, uint32_t a)
{
	struct py_object *other = pop(frame);

	return py_dict_update(vm, frame->top[-(ptrdiff_t)a], other);
}

bool py_do_dict_merge_call(struct py *vm, struct py_frame *frame, uint32_t a)
{
	struct py_object *other = pop(frame), *dict = frame->top[-(ptrdiff_t)a];
	struct py_object *more = py_dict(vm);
	size_t cursor = 0;

	if (!py_dict_update(vm, more, other))
		return false;
	for (const struct py_dict_entry *entry; (entry = py_dict_next(more, &cursor));) {
		if (!py_is_str(entry->key))
			return py_raise(vm, "TypeError", "keywords must be strings");
		if (py_dict_get_str(vm, dict, py_text(entry->key)))
			return py_raise(vm, "TypeError",
					"got multiple values for keyword argument '%.*s'",
					STR_ARG(py_text(entry->key)));
		if (!py_dict_set(vm, dict, entry->key, entry->value))
			return false;
	}
	return true;
}

bool py_do_list_to_tuple(struct py *vm, struct py_frame *frame)
{
	const struct py_list *list = (struct py_list *)frame->top[-1];

	return put(frame, list->n ? py_tuple(vm, list->items, list->n) : vm->empty_tuple);
}

bool py_do_format(struct py *vm, struct py_frame *frame, uint32_t a)
{
	const struct str spec = a & 1 ? py_text(pop(frame)) : STR("");
	struct py_object *value = frame->top[-1];
	struct str text;

	if (a >> 1 == 'a') {
		value = py_builtin_ascii(vm, NULL, &value);
	} else if (a >> 1) {
		if (a >> 1 == 's' ? !py_to_str(vm, value, &text) : !py_repr(vm, value, &text))
			return false;
		value = py_str(vm, text);
	}
	if (!value)
		return false;
	if (!spec.n && value->type->native == &py_str_type)
		return put(frame, value);
	return py_format(vm, value, spec, &text) && put(frame, py_str(vm, text));
}

/* ---- unpacking ---- */

static bool is_list_or_tuple(const struct py_object *value)
{
	return value->type->native == &py_tuple_type || value->type->native == &py_list_type;
}

static bool raise_not_unpackable(struct py *vm, struct py_object *value)
{
	return py_raise(vm, "TypeError", "cannot unpack non-iterable %.*s object",
			STR_ARG(value->type->name));
}

/* At most `limit` items, so that an endless iterator ends in "too many values". */
static bool take_some(struct py *vm, struct py_object *value, size_t limit, struct py_object ***ret,
		      size_t *ret_n)
{
	struct py_object *list, *iterator, *item;

	if (is_list_or_tuple(value)) {
		*ret = ((struct py_list *)value)->items;
		*ret_n = ((struct py_list *)value)->n;
		return true;
	}
	if (!value->type->slots.iter && !value->type->slots.getitem)
		return raise_not_unpackable(vm, value);
	iterator = py_iter(vm, value);
	list = py_list(vm);
	if (!iterator)
		return false;
	while (((struct py_list *)list)->n < limit) {
		if (!py_next(vm, iterator, &item))
			return false;
		if (!item)
			break;
		py_list_append(vm, list, item);
	}
	*ret = ((struct py_list *)list)->items;
	*ret_n = ((struct py_list *)list)->n;
	return true;
}

bool py_do_unpack(struct py *vm, struct py_frame *frame, uint32_t a)
{
	struct py_object **items;
	size_t n;

	if (!take_some(vm, pop(frame), (size_t)a + 1, &items, &n))
		return false;
	if (n > a)
		return py_raise(vm, "ValueError", "too many values to unpack (expected %u)", a);
	if (n < a)
		return py_raise(vm, "ValueError",
				"not enough values to unpack (expected %u, got %zu)", a, n);
	for (size_t i = a; i-- > 0;)
		push(frame, items[i]);
	return true;
}

bool py_do_unpack_rest(struct py *vm, struct py_frame *frame, uint32_t a)
{
	const size_t before = a & 0xFFF, after = a >> 12;
	struct py_object **items, *rest = py_list(vm);
	size_t n;

	if (!take_some(vm, pop(frame), SIZE_MAX, &items, &n))
		return false;
	if (n < before + after)
		return py_raise(vm, "ValueError",
				"not enough values to unpack (expected at least %zu, got %zu)",
				before + after, n);
	for (size_t i = before; i < n - after; i++)
		py_list_append(vm, rest, items[i]);
	for (size_t i = n; i-- > n - after;)
		push(frame, items[i]);
	push(frame, rest);
	for (size_t i = before; i-- > 0;)
		push(frame, items[i]);
	return true;
}

/* ---- calls and classes ---- */

struct py_keyword *py_keywords_of(struct py *vm, const struct py_object *dict)
{
	struct py_keyword *keywords =
		ARENA_ARRAY(vm->arena, struct py_keyword, py_dict_count(dict) + 1);
	size_t cursor = 0, n = 0;

	for (const struct py_dict_entry *entry; (entry = py_dict_next(dict, &cursor));)
		keywords[n++] = (struct py_keyword){ py_text(entry->key), entry->value };
	return keywords;
}

bool py_do_call_expanded(struct py *vm, struct py_frame *frame)
{
	struct py_object *dict = pop(frame);
	const struct py_list *list = (struct py_list *)pop(frame);
	struct py_object **base = frame->top - 2;
	const struct py_args args = { list->items, list->n, py_keywords_of(vm, dict),
				      py_dict_count(dict) };
	struct py_object *result = py_call_with(vm, base[0], base[1], &args);

	frame->top = base + 1;
	return put(frame, result);
}

bool py_do_build_class(struct py *vm, struct py_frame *frame)
{
	frame->top -= 2;
	return put(frame, py_build_class(vm, frame->top[-1], frame->top[0], frame->top[1]));
}

/* ---- exceptions and with ---- */

bool py_do_match_exception(struct py *vm, struct py_frame *frame)
{
	struct py_object *type = pop(frame);

	return put_truth(vm, frame, py_exception_matches(vm, frame->top[-1], type));
}

static bool raise_again(struct py *vm)
{
	struct py_object *handled = py_handled_exception(vm);

	if (!handled)
		return py_raise(vm, "RuntimeError", "No active exception to reraise");
	vm->pending = handled;
	return false;
}

bool py_do_raise(struct py *vm, struct py_frame *frame, uint32_t a)
{
	struct py_object *exception, *cause = NULL;

	if (!a)
		return raise_again(vm);
	frame->top -= a;
	exception = py_exception_from(vm, frame->top[0]);
	if (!exception)
		return false;
	if (a == 2) {
		if (py_given(frame->top[1]) && !(cause = py_exception_from(vm, frame->top[1])))
			return false;
		((struct py_exception *)exception)->cause = cause;
		((struct py_exception *)exception)->suppress_context = true;
	}
	return py_raise_object(vm, exception);
}

bool py_do_with_enter(struct py *vm, struct py_frame *frame)
{
	struct py_object *manager = frame->top[-1];
	const struct py_slots *slots = &manager->type->slots;

	if (py_is_poison(vm, manager))
		return false;
	if (!slots->enter || !slots->exit)
		return py_raise(vm, "TypeError",
				"'%.*s' object does not support the context manager protocol%s",
				STR_ARG(manager->type->name),
				slots->enter ? " (missed __exit__ method)" : "");
	return push_checked(frame, slots->enter(vm, manager));
}

bool py_do_with_exit(struct py *vm, struct py_frame *frame)
{
	struct py_object *manager = pop(frame);

	return manager->type->slots.exit(vm, manager, NULL) >= 0;
}

bool py_do_with_except(struct py *vm, struct py_frame *frame)
{
	struct py_object *manager = frame->top[-3];
	const int swallows = manager->type->slots.exit(vm, manager, frame->top[-1]);

	push(frame, NULL);
	return put_truth(vm, frame, swallows);
}

/* ---- generators ---- */

/* Passes what is sent to the inner iterator; yields what it yields, and stays on the instruction.
 */
bool py_do_yield_from(struct py *vm, struct py_frame *frame, struct py_object **ret_yielded)
{
	struct py_yield step;

	if (!py_delegate(vm, frame->top[-2], frame->top[-1], &step))
		return false;
	*ret_yielded = step.value;
	frame->top--;
	if (!step.value)
		return put(frame, step.result);
	frame->next--;
	return true;
}

/* ---- annotations, modules, match ---- */

bool py_do_store_annotation(struct py *vm, struct py_frame *frame, uint32_t a)
{
	struct py_object *annotations = map_get(frame->names, STR("__annotations__"));

	if (!annotations) {
		annotations = py_dict(vm);
		map_put(frame->names, STR("__annotations__"), annotations);
	}
	return py_dict_set_str(vm, annotations, frame->code->names[a],
			       py_annotation(vm, pop(frame)));
}

bool py_do_import_from(struct py *vm, struct py_frame *frame, uint32_t a)
{
	return push_checked(frame,
			    py_import_name(vm, frame->top[-1], frame->code->names[a >> 1], a & 1));
}

bool py_do_length(struct py *vm, struct py_frame *frame)
{
	const int64_t n = py_length(vm, frame->top[-1]);

	return n >= 0 && put(frame, py_int(vm, n));
}

bool py_do_is_mapping(struct py *vm, struct py_frame *frame)
{
	return put(frame, py_bool(vm, py_match_is_mapping(vm, frame->top[-1])));
}

bool py_do_match_keys(struct py *vm, struct py_frame *frame)
{
	struct py_object *keys = pop(frame);

	return put(frame, py_match_keys(vm, frame->top[-1], keys));
}

bool py_do_match_rest(struct py *vm, struct py_frame *frame)
{
	struct py_object *keys = pop(frame);

	return put(frame, py_match_rest(vm, frame->top[-1], keys));
}

bool py_do_match_class(struct py *vm, struct py_frame *frame, uint32_t a)
{
	frame->top -= 2;
	return put(frame, py_match_class(vm, frame->top - 1, a));
}
