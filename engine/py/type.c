#include "engine/py/types.h"

#include "engine/py/call.h"

#include <string.h>

typedef void slot_function(void);

#define SLOT_COUNT (sizeof(struct py_slots) / sizeof(slot_function *))

/* Slots are function pointers throughout; a NULL one takes the base's. */
static void inherit_slots(struct py_slots *slots, const struct py_slots *base)
{
	slot_function *own[SLOT_COUNT], *inherited[SLOT_COUNT];

	memcpy(own, slots, sizeof(own));
	memcpy(inherited, base, sizeof(inherited));
	for (size_t i = 0; i < SLOT_COUNT; i++)
		if (!own[i])
			own[i] = inherited[i];
	memcpy(slots, own, sizeof(own));
}

/* ---- the table of native types ---- */

static size_t table_slot(const struct py_type_table *table, const struct py_native_type *native)
{
	size_t i = ((uintptr_t)native >> 4) * 0x9E3779B97F4A7C15u >> 20 & (table->capacity - 1);

	while (table->slots[i] && table->slots[i]->native != native)
		i = (i + 1) & (table->capacity - 1);
	return i;
}

static void grow_table(struct py *vm)
{
	struct py_type_table old = vm->types;

	vm->types.capacity = old.capacity ? old.capacity * 2 : 256;
	vm->types.slots = ARENA_ARRAY(vm->arena, struct py_type *, vm->types.capacity);
	for (size_t i = 0; i < old.capacity; i++)
		if (old.slots[i])
			vm->types.slots[table_slot(&vm->types, old.slots[i]->native)] =
				old.slots[i];
}

static void remember(struct py *vm, struct py_type *type)
{
	if (vm->types.count * 2 >= vm->types.capacity)
		grow_table(vm);
	vm->types.slots[table_slot(&vm->types, type->native)] = type;
	vm->types.count++;
}

static struct py_type *find_known(const struct py *vm, const struct py_native_type *native)
{
	return vm->types.capacity ? vm->types.slots[table_slot(&vm->types, native)] : NULL;
}

/* ---- from a native table ---- */

static void add_native_members(struct py *vm, struct py_type *type)
{
	const struct py_native_type *native = type->native;

	for (const struct py_method *row = native->methods; row && row->name; row++)
		map_put(&type->dict, str_from(row->name), py_native_method(vm, row, type));
	for (const struct py_property *row = native->properties; row && row->name; row++) {
		struct py_native_property *property = py_new(vm, &py_native_property_type);
		property->row = row;
		map_put(&type->dict, str_from(row->name), property);
	}
}

static void set_native_mro(struct py *vm, struct py_type *type, struct py_type *base)
{
	type->base_count = base ? 1 : 0;
	type->bases = ARENA_ARRAY(vm->arena, struct py_type *, 1);
	type->bases[0] = base;
	type->mro_count = 1 + (base ? base->mro_count : 0);
	type->mro = ARENA_ARRAY(vm->arena, struct py_type *, type->mro_count);
	type->mro[0] = type;
	if (base)
		memcpy(type->mro + 1, base->mro, base->mro_count * sizeof(base));
}

static const struct py_native_type *base_of(const struct py_native_type *native)
{
	if (native == &py_object_type)
		return NULL;
	return native->base ? native->base : &py_object_type;
}

static const struct py_native_type *metaclass_of(const struct py_native_type *native)
{
	for (; native; native = native->base)
		if (native->metaclass)
			return native->metaclass;
	return &py_type_type;
}

static struct py_type *make_native(struct py *vm, const struct py_native_type *native)
{
	struct py_type *type = ARENA_NEW(vm->arena, struct py_type);
	const struct py_native_type *base = base_of(native);

	type->name = type->qualified_name = str_from(native->name);
	type->module = str_from(native->module ? native->module : "builtins");
	type->native = type->layout = native;
	type->slots = native->slots;
	type->dict = MAP(vm->arena);
	type->vm = vm;
	remember(vm, type);
	set_native_mro(vm, type, base ? py_type_from(vm, base) : NULL);
	if (base)
		inherit_slots(&type->slots, &type->bases[0]->slots);
	type->head.type = py_type_from(vm, metaclass_of(native));
	add_native_members(vm, type);
	return type;
}

struct py_type *py_type_from(struct py *vm, const struct py_native_type *native)
{
	struct py_type *type = find_known(vm, native);

	return type ? type : make_native(vm, native);
}

/* ---- the order of resolution: C3, as `Objects/typeobject.c` mro_implementation ---- */

struct merge_list {
	struct py_type *const *items;
	size_t n;
};

static bool is_in_a_tail(const struct merge_list *lists, size_t n, const struct py_type *type)
{
	for (size_t i = 0; i < n; i++)
		for (size_t j = 1; j < lists[i].n; j++)
			if (lists[i].items[j] == type)
				return true;
	return false;
}

static struct py_type *next_of_merge(struct merge_list *lists, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct py_type *candidate = lists[i].n ? lists[i].items[0] : NULL;
		if (!candidate || is_in_a_tail(lists, n, candidate))
			continue;
		for (size_t j = 0; j < n; j++)
			if (lists[j].n && lists[j].items[0] == candidate) {
				lists[j].items++;
				lists[j].n--;
			}
		return candidate;
	}
	return NULL;
}

static bool set_mro(struct py *vm, struct py_type *type)
{
	const size_t n = type->base_count + 1;
	struct merge_list *lists = ARENA_ARRAY(vm->arena, struct merge_list, n);
	size_t total = 1, left = 0;

	for (size_t i = 0; i < type->base_count; i++) {
		lists[i] = (struct merge_list){ type->bases[i]->mro, type->bases[i]->mro_count };
		total += type->bases[i]->mro_count;
	}
	lists[n - 1] = (struct merge_list){ type->bases, type->base_count };
	type->mro = ARENA_ARRAY(vm->arena, struct py_type *, total);
	type->mro[type->mro_count++] = type;
	for (struct py_type *next; (next = next_of_merge(lists, n));)
		type->mro[type->mro_count++] = next;
	for (size_t i = 0; i < n; i++)
		left += lists[i].n;
	if (left)
		py_raise(vm, "TypeError",
			 "Cannot create a consistent method resolution\norder (MRO) for bases");
	return !left;
}

/* ---- classes of revisions ---- */

static bool derives_from(const struct py_native_type *native, const struct py_native_type *base)
{
	for (; native; native = base_of(native))
		if (native == base)
			return true;
	return false;
}

/* `native` stores nothing that its ancestors shared with `other` do not store. */
static bool adds_nothing(const struct py_native_type *native, const struct py_native_type *other)
{
	const struct py_native_type *shared = native;

	while (shared && !derives_from(other, shared))
		shared = base_of(shared);
	return !shared || shared->size == native->size;
}

/* The instance carries the most derived native part; two unrelated ones cannot be had at once. */
static bool set_layout(struct py *vm, struct py_type *type)
{
	type->layout = &py_object_type;
	for (size_t i = 0; i < type->base_count; i++) {
		const struct py_native_type *other = type->bases[i]->layout;
		if (derives_from(type->layout, other))
			continue;
		if (derives_from(other, type->layout))
			type->layout = other;
		else if (adds_nothing(other, type->layout))
			continue;
		else if (adds_nothing(type->layout, other))
			type->layout = other;
		else
			return py_raise(vm, "TypeError",
					"multiple bases have instance lay-out conflict");
	}
	return true;
}

static bool defines_any(const struct py_type *type, const char *const *names)
{
	for (; *names; names++)
		if (map_has(&type->dict, str_from(*names)))
			return true;
	return false;
}

/* A class that says what is equal but not the hash has none (`Objects/typeobject.c`, type_ready).
 */
static void drop_hash(struct py_type *type)
{
	static const char *const equal[] = { "__eq__", NULL }, *const hash[] = { "__hash__", NULL };

	if (defines_any(type, equal) && !defines_any(type, hash))
		map_put(&type->dict, STR("__hash__"), type->vm->none);
}

void py_type_resolve_slots(struct py_type *type)
{
	type->slots = (struct py_slots){ 0 };
	/* From the far end of the mro to the near: what stands nearer replaces. */
	for (size_t i = type->mro_count; i-- > 0;) {
		const struct py_type *each = type->mro[i];
		size_t cursor = 0;
		if (each->native) {
			struct py_slots slots = each->native->slots;
			inherit_slots(&slots, &type->slots);
			type->slots = slots;
		}
		for (const struct map_entry *entry; (entry = map_next(&each->dict, &cursor));)
			if (str_starts(entry->key, STR("__")))
				py_slot_from_method(type, entry->key, entry->value);
	}
}

struct py_type *py_type_metaclass(struct py *vm, struct py_type *const *bases, size_t n)
{
	struct py_type *winner = py_type_from(vm, &py_type_type);

	for (size_t i = 0; i < n; i++) {
		struct py_type *other = bases[i]->head.type;
		if (py_is_subtype(other, winner))
			winner = other;
		else if (!py_is_subtype(winner, other))
			return (struct py_type *)py_raise(
				vm, "TypeError",
				"metaclass conflict: the metaclass of a derived class must be a "
				"(non-strict) subclass of the metaclasses of all its bases");
	}
	return winner;
}

struct py_type *py_type_new(struct py *vm, const struct py_class_parts *parts,
			    struct py_type *metaclass)
{
	struct py_type *type = ARENA_NEW(vm->arena, struct py_type);

	type->head.type = metaclass;
	type->name = parts->name;
	type->module = parts->module;
	type->qualified_name = parts->qualified_name;
	type->bases = parts->bases;
	type->base_count = parts->base_count;
	type->dict = parts->dict;
	type->vm = vm;
	if (!set_layout(vm, type) || !set_mro(vm, type))
		return NULL;
	drop_hash(type);
	py_type_resolve_slots(type);
	return type;
}

bool py_is_type(const struct py_object *object)
{
	return py_is(object, &py_type_type);
}

struct py_object *py_type_lookup(const struct py_type *type, struct str name)
{
	const bool is_special = str_starts(name, STR("__"));

	for (size_t i = 0; i < type->mro_count; i++) {
		struct py_type *each = type->mro[i];
		struct py_object *found = map_get(&each->dict, name);
		if (!found && is_special && each->native)
			found = py_slot_method(each, name);
		if (found)
			return found;
	}
	return NULL;
}
