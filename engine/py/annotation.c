#include "engine/py/annotation.h"

#include "engine/py/frame.h"

static struct py_object *repr_annotation(struct py *vm, struct py_object *self)
{
	return py_str(vm, ((struct py_annotation *)self)->text);
}

const struct py_native_type py_annotation_type = {
	.name = "annotation",
	.module = "builtins",
	.size = sizeof(struct py_annotation),
	.slots = { .repr = repr_annotation },
};

struct py_object *py_annotation(struct py *vm, struct py_object *function)
{
	struct py_annotation *annotation = py_new(vm, &py_annotation_type);

	annotation->function = function;
	annotation->text = ((struct py_function *)function)->code->text;
	return &annotation->head;
}

struct py_object *py_annotation_value(struct py *vm, struct py_object *object)
{
	struct py_annotation *annotation = (struct py_annotation *)object;

	if (!py_is(object, &py_annotation_type))
		return object;
	if (!annotation->value)
		annotation->value = py_call(vm, annotation->function, &PY_NO_ARGS);
	return annotation->value;
}
