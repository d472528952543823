/*
 * A Session of the ORM and the queries it makes: private to the orm*.c files.
 */
#ifndef RETORT_OPS_ORM_SESSION_H
#define RETORT_OPS_ORM_SESSION_H

#include "engine/ops/orm.h"

enum ops_instance_state {
	OPS_INSTANCE_NEW,
	OPS_INSTANCE_KEPT,
	OPS_INSTANCE_DELETED,
	OPS_INSTANCE_GONE
};

struct ops_instance {
	struct py_object *object;
	struct py_object *loaded; /* a dict of the values in the database; NULL for a new one */
	enum ops_instance_state state;
};

struct ops_session {
	struct py_object head;
	struct py_object *bind;
	struct ops_instance *instances;
	size_t count, capacity;
};

/* What the session knows of an instance, from now on if it is new to it. */
struct ops_instance *ops_session_track(struct py *vm, struct ops_session *self,
				       struct py_object *object, enum ops_instance_state state);
/* The instance's values are those of the database now. */
bool ops_session_remember(struct py *vm, struct ops_instance *instance,
			  const struct ddl_table *table);
bool ops_session_flush(struct py *vm, struct ops_session *self);
/* False, with the AttributeError of the original pending, offline. */
bool ops_session_is_live(struct py *vm);

/* session.query(Model), query(Model.id, func.count()) */
struct py_object *ops_query_new(struct py *vm, struct ops_session *session,
				const struct py_list *entities);

#endif
