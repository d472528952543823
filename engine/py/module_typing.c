#include "engine/py/frame.h"
#include "engine/py/typing.h"

/* typing and collections.abc: names, most of which mean nothing when code runs. */

static const struct py_native_type typed_dict_type;

static bool is_iterable(const struct py_object *value)
{
	return value->type->slots.iter != NULL;
}

static bool is_iterator(const struct py_object *value)
{
	return value->type->slots.next != NULL;
}

static bool is_callable(const struct py_object *value)
{
	return value->type->slots.call != NULL;
}

static bool is_sized(const struct py_object *value)
{
	return value->type->slots.length != NULL;
}

static bool is_container(const struct py_object *value)
{
	return value->type->slots.contains != NULL;
}

static bool is_collection(const struct py_object *value)
{
	return is_sized(value) && is_iterable(value) && is_container(value);
}

static bool is_hashable(const struct py_object *value)
{
	return !py_is(value, &py_list_type) && !py_is(value, &py_dict_type) &&
	       !py_is(value, &py_set_type);
}

static bool is_sequence(const struct py_object *value)
{
	return py_is_sequence(value) || py_is_str(value) || py_is(value, &py_bytes_type) ||
	       py_is(value, &py_range_type);
}

static bool is_mutable_sequence(const struct py_object *value)
{
	return py_is(value, &py_list_type);
}

static bool is_mutable_set(const struct py_object *value)
{
	return py_is(value, &py_set_type);
}

static bool is_generator(const struct py_object *value)
{
	return py_is(value, &py_generator_type);
}

static bool is_nothing(const struct py_object *value)
{
	(void)value;
	return false;
}

struct form_row {
	const char *name;
	const struct py_native_type *origin;
	bool (*has_instance)(const struct py_object *value);
};

static const struct form_row abstract_rows[] = {
	{ "Iterable", NULL, is_iterable },
	{ "Iterator", NULL, is_iterator },
	{ "Generator", NULL, is_generator },
	{ "Reversible", NULL, is_sequence },
	{ "Callable", NULL, is_callable },
	{ "Sized", NULL, is_sized },
	{ "Container", NULL, is_container },
	{ "Collection", NULL, is_collection },
	{ "Hashable", NULL, is_hashable },
	{ "Sequence", NULL, is_sequence },
	{ "MutableSequence", NULL, is_mutable_sequence },
	{ "Mapping", NULL, py_is_dict },
	{ "MutableMapping", NULL, py_is_dict },
	{ "Set", NULL, py_is_any_set },
	{ "AbstractSet", NULL, py_is_any_set },
	{ "MutableSet", NULL, is_mutable_set },
	{ "KeysView", NULL, is_nothing },
	{ "ItemsView", NULL, is_nothing },
	{ "ValuesView", NULL, is_nothing },
	{ "MappingView", NULL, is_nothing },
	{ "Awaitable", NULL, is_nothing },
	{ "Coroutine", NULL, is_nothing },
	{ "AsyncIterable", NULL, is_nothing },
	{ "AsyncIterator", NULL, is_nothing },
	{ "AsyncGenerator", NULL, is_nothing },
	{ "ByteString", NULL, is_nothing },
	{ NULL, NULL, NULL },
};

static const struct form_row typing_rows[] = {
	{ "Any", NULL, NULL },
	{ "Union", NULL, NULL },
	{ "Optional", NULL, NULL },
	{ "List", &py_list_type, NULL },
	{ "Dict", &py_dict_type, NULL },
	{ "Set", &py_set_type, NULL },
	{ "FrozenSet", &py_frozenset_type, NULL },
	{ "Tuple", &py_tuple_type, NULL },
	{ "Type", &py_type_type, NULL },
	{ "Text", &py_str_type, NULL },
	{ "DefaultDict", &py_dict_type, NULL },
	{ "OrderedDict", &py_dict_type, NULL },
	{ "Counter", &py_dict_type, NULL },

	{ "Deque", &py_list_type, NULL },
	{ "ChainMap", NULL, NULL },
	{ "Literal", NULL, NULL },
	{ "LiteralString", NULL, NULL },
	{ "Final", NULL, NULL },
	{ "ClassVar", NULL, NULL },
	{ "Annotated", NULL, NULL },
	{ "Generic", NULL, NULL },
	{ "Protocol", NULL, NULL },
	{ "NoReturn", NULL, NULL },
	{ "Never", NULL, NULL },
	{ "Self", NULL, NULL },
	{ "TypeAlias", NULL, NULL },
	{ "TypeGuard", NULL, NULL },
	{ "Concatenate", NULL, NULL },
	{ "Unpack", NULL, NULL },
	{ "Required", NULL, NULL },
	{ "NotRequired", NULL, NULL },
	{ "AnyStr", NULL, NULL },
	{ "Pattern", NULL, NULL },
	{ "Match", NULL, NULL },
	{ "IO", NULL, NULL },
	{ "TextIO", NULL, NULL },
	{ "BinaryIO", NULL, NULL },
	{ "ContextManager", NULL, NULL },
	{ "AsyncContextManager", NULL, NULL },
	{ "SupportsInt", NULL, NULL },
	{ "SupportsFloat", NULL, NULL },
	{ "SupportsAbs", NULL, NULL },
	{ "SupportsIndex", NULL, NULL },
	{ "SupportsBytes", NULL, NULL },
	{ "SupportsRound", NULL, NULL },
	{ NULL, NULL, NULL },
};

static bool find_form(struct py *vm, const struct form_row *rows, const char *module,
		      struct str name, struct py_object **ret)
{
	for (; rows->name; rows++) {
		if (!str_is(name, rows->name))
			continue;
		struct py_form *form = py_new(vm, &py_form_type);
		form->module = module;
		form->name = rows->name;
		form->origin = rows->origin;
		form->has_instance = rows->has_instance;
		*ret = &form->head;
		return true;
	}
	return false;
}

static bool typing_getattr(struct py *vm, struct str name, struct py_object **ret)
{
	return find_form(vm, typing_rows, "typing", name, ret) ||
	       find_form(vm, abstract_rows, "typing", name, ret);
}

static bool abc_getattr(struct py *vm, struct str name, struct py_object **ret)
{
	return find_form(vm, abstract_rows, "collections.abc", name, ret);
}

static struct py_object *make_form(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct str name;
	struct py_form *form = py_new(vm, &py_form_type);

	(void)self;
	if (!py_take_text(vm, args[0], "name", &name))
		return NULL;
	form->module = "~typing";
	form->name = str_c(py_arena(vm), name);
	return &form->head;
}

/* NewType("Id", int) is called as if it were the type. */
static struct py_object *make_new_type(struct py *vm, struct py_object *self,
				       struct py_object **args)
{
	(void)vm;
	(void)self;
	return args[1];
}

static struct py_object *give_first(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	(void)vm;
	return args[0];
}

static struct py_object *typing_cast(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)vm;
	(void)self;
	return args[1];
}

static struct py_object *give_decorator(struct py *vm, struct py_object *self,
					struct py_object **args)
{
	static const struct py_method identity = { "decorator", "function, /", give_first,
						   PY_METHOD_INSTANCE };
	(void)self;
	(void)args;
	return py_function(vm, &identity, NULL);
}

static struct py_object *get_origin(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	return py_is(args[0], &py_alias_type) ? py_getattr(vm, args[0], STR("__origin__"))
					      : py_none(vm);
}

static struct py_object *get_args(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	return py_is(args[0], &py_alias_type) ? ((struct py_alias *)args[0])->arguments
					      : py_tuple(vm, NULL, 0);
}

static struct py_object *get_type_hints(struct py *vm, struct py_object *self,
					struct py_object **args)
{
	struct py_object *annotations;

	(void)self;
	if (!py_find_attr(vm, args[0], STR("__annotations__"), &annotations))
		return NULL;
	return annotations ? annotations : py_dict(vm);
}

static struct py_object *make_false(struct py *vm)
{
	return py_bool(vm, false);
}

/* ---- TypedDict: a class whose instances are plain dicts ---- */

static struct py_object *typed_dict_new(struct py *vm, struct py_object *self,
					struct py_object **args)
{
	struct py_object *dict = py_dict(vm);
	struct str name;

	/* TypedDict("Movie", {"name": str}) makes a class. */
	if (self->type->native == &typed_dict_type) {
		struct py_object *base = &self->type->head;
		return py_take_text(vm, args[0], "typename", &name)
			       ? py_class_from_dict(vm, name, py_tuple(vm, &base, 1), dict)
			       : NULL;
	}
	if (args[0] && !py_dict_update(vm, dict, args[0]))
		return NULL;
	return py_dict_update(vm, dict, args[2]) ? dict : NULL;
}

/* Takes `total=False`; the fields are annotations, which say nothing when code runs. */
static bool typed_dict_subclassed(struct py *vm, struct py_type *subclass,
				  const struct py_args *keywords)
{
	(void)vm;
	(void)subclass;
	(void)keywords;
	return true;
}

static const struct py_native_type typed_dict_type = {
	.name = "TypedDict",
	.module = "typing",
	.base = &py_dict_type,
	.size = sizeof(struct py_dict),
	.signature = "other=None, fields=None, /, **kwargs",
	.new_ = typed_dict_new,
	.slots = { .subclassed = typed_dict_subclassed },
};

static const struct py_member typing_members[] = {
	{ "TypedDict", PY_MEMBER_TYPE, &typed_dict_type, NULL },
	{ "TYPE_CHECKING", PY_MEMBER_MAKE, NULL, make_false },
	{ "NamedTuple", PY_MEMBER_TYPE, &py_namedtuple_base_type, NULL },
	{ 0 },
};

static const struct py_method typing_functions[] = {
	{ "TypeVar", "name, /, *constraints, bound=None, covariant=False, contravariant=False",
	  make_form, PY_METHOD_INSTANCE },
	{ "ParamSpec", "name, /, *, bound=None, covariant=False, contravariant=False", make_form,
	  PY_METHOD_INSTANCE },
	{ "TypeVarTuple", "name, /", make_form, PY_METHOD_INSTANCE },
	{ "NewType", "name, tp, /", make_new_type, PY_METHOD_INSTANCE },
	{ "cast", "typ, val, /", typing_cast, PY_METHOD_INSTANCE },
	{ "overload", "function, /", give_first, PY_METHOD_INSTANCE },
	{ "final", "function, /", give_first, PY_METHOD_INSTANCE },
	{ "no_type_check", "function, /", give_first, PY_METHOD_INSTANCE },
	{ "runtime_checkable", "cls, /", give_first, PY_METHOD_INSTANCE },
	{ "reveal_type", "obj, /", give_first, PY_METHOD_INSTANCE },
	{ "assert_type", "val, typ, /", give_first, PY_METHOD_INSTANCE },
	{ "dataclass_transform", "**kwargs", give_decorator, PY_METHOD_INSTANCE },
	{ "get_origin", "tp, /", get_origin, PY_METHOD_INSTANCE },
	{ "get_args", "tp, /", get_args, PY_METHOD_INSTANCE },
	{ "get_type_hints", "obj, globalns=None, localns=None, include_extras=False",
	  get_type_hints, PY_METHOD_INSTANCE },
	{ 0 },
};

const struct py_native_module py_module_typing = {
	.name = "typing",
	.members = typing_members,
	.functions = typing_functions,
	.getattr = typing_getattr,
	.is_open = true,
};

const struct py_native_module py_module_typing_extensions = {
	.name = "typing_extensions",
	.members = typing_members,
	.functions = typing_functions,
	.getattr = typing_getattr,
	.is_open = true,
};

const struct py_native_module py_module_collections_abc = {
	.name = "collections.abc",
	.getattr = abc_getattr,
};
