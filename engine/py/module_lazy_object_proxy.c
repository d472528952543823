#include "engine/py/values.h"

/*
 * lazy_object_proxy, a package that migrations put between themselves and types that depend on the
 * dialect: Proxy(factory) stands for what the factory gives when it is first used.
 */

struct proxy {
	struct py_object head;
	struct py_object *factory, *value;
};

static struct py_object *resolve(struct py *vm, struct py_object *self)
{
	struct proxy *proxy = (struct proxy *)self;

	if (!proxy->value)
		proxy->value = py_call(vm, proxy->factory, &PY_NO_ARGS);
	return proxy->value;
}

static struct py_object *proxy_new(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)vm;
	((struct proxy *)self)->factory = args[0];
	return self;
}

static bool proxy_getattr(struct py *vm, struct py_object *self, struct str name,
			  struct py_object **ret)
{
	struct py_object *value = resolve(vm, self);

	if (!value) {
		*ret = NULL;
		return true;
	}
	return !py_find_attr(vm, value, name, ret) || *ret;
}

static struct py_object *proxy_call(struct py *vm, struct py_object *self,
				    const struct py_args *args)
{
	struct py_object *value = resolve(vm, self);

	return value ? py_call(vm, value, args) : NULL;
}

static struct py_object *proxy_str(struct py *vm, struct py_object *self)
{
	struct py_object *value = resolve(vm, self);
	struct str text;

	return value && py_to_str(vm, value, &text) ? py_str(vm, text) : NULL;
}

static const struct py_native_type proxy_type = {
	.name = "Proxy",
	.module = "lazy_object_proxy",
	.size = sizeof(struct proxy),
	.signature = "factory",
	.new_ = proxy_new,
	.slots = { .getattr = proxy_getattr, .call = proxy_call, .str = proxy_str },
};

static const struct py_member members[] = {
	{ "Proxy", PY_MEMBER_TYPE, &proxy_type, NULL },
	{ 0 },
};

const struct py_native_module py_module_lazy_object_proxy = {
	.name = "lazy_object_proxy",
	.members = members,
	.is_open = true,
};
