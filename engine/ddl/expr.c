#include "engine/ddl/expr.h"

#include "engine/ddl/expr_node.h"

#include <string.h>

#define PLAIN_TYPE(id)                                                                             \
	{                                                                                          \
		.kind = DDL_TYPE_##id, .length = -1, .precision = -1, .scale = -1,                 \
		.display_width = -1, .fsp = -1, .native_uuid = true, .as_uuid = true,              \
		.native_enum = true, .asdecimal = DDL_TYPE_##id == DDL_TYPE_NUMERIC, .dimensions = -1,                                             \
	}

const struct ddl_type *ddl_expr_type(enum ddl_type_kind kind)
{
	static const struct ddl_type types[] = {
		PLAIN_TYPE(NULLTYPE),    PLAIN_TYPE(STRING),      PLAIN_TYPE(INTEGER),
		PLAIN_TYPE(BOOLEAN),     PLAIN_TYPE(DOUBLE),      PLAIN_TYPE(NUMERIC),
		PLAIN_TYPE(DATE),        PLAIN_TYPE(DATETIME),    PLAIN_TYPE(TIME),
		PLAIN_TYPE(INTERVAL),    PLAIN_TYPE(LARGEBINARY), PLAIN_TYPE(UUID),
		PLAIN_TYPE(JSON),        PLAIN_TYPE(TEXT_),       PLAIN_TYPE(FLOAT),
		PLAIN_TYPE(TUPLE),       PLAIN_TYPE(PG_JSON),     PLAIN_TYPE(PG_JSONB),
		PLAIN_TYPE(PG_TSVECTOR), PLAIN_TYPE(PG_TSQUERY),  PLAIN_TYPE(PG_REGCONFIG),
	};

	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (types[i].kind == kind)
			return &types[i];
	return &types[0];
}

/* sqlalchemy/sql/sqltypes.py, _type_map */
const struct ddl_type *ddl_value_type(const struct ddl_value *value)
{
	switch (value->kind) {
	case DDL_VALUE_BOOL:
		return ddl_expr_type(DDL_TYPE_BOOLEAN);
	case DDL_VALUE_INT:
	case DDL_VALUE_BIGINT:
		return ddl_expr_type(DDL_TYPE_INTEGER);
	case DDL_VALUE_FLOAT:
		return ddl_expr_type(DDL_TYPE_DOUBLE);
	case DDL_VALUE_DECIMAL:
		return ddl_expr_type(DDL_TYPE_NUMERIC);
	case DDL_VALUE_STRING:
		return ddl_expr_type(DDL_TYPE_STRING);
	case DDL_VALUE_BYTES:
		return ddl_expr_type(DDL_TYPE_LARGEBINARY);
	case DDL_VALUE_DATE:
		return ddl_expr_type(DDL_TYPE_DATE);
	case DDL_VALUE_TIME:
		return ddl_expr_type(DDL_TYPE_TIME);
	case DDL_VALUE_DATETIME:
		return ddl_expr_type(DDL_TYPE_DATETIME);
	case DDL_VALUE_INTERVAL:
		return ddl_expr_type(DDL_TYPE_INTERVAL);
	case DDL_VALUE_UUID:
		return ddl_expr_type(DDL_TYPE_UUID);
	case DDL_VALUE_NULL:
	case DDL_VALUE_LIST:
	case DDL_VALUE_JSON:
	case DDL_VALUE_OTHER:
		return ddl_expr_type(DDL_TYPE_NULLTYPE);
	}
	return ddl_expr_type(DDL_TYPE_NULLTYPE);
}

struct ddl_expr *ddl_expr_new(struct arena *result, enum ddl_expr_kind kind,
			      const struct ddl_type *type)
{
	struct ddl_expr *expr = ARENA_NEW(result, struct ddl_expr);

	expr->kind = kind;
	expr->type = type ? type : ddl_expr_type(DDL_TYPE_NULLTYPE);
	return expr;
}

const struct ddl_expr *ddl_expr_null(void)
{
	static const struct ddl_type type = PLAIN_TYPE(NULLTYPE);
	static const struct ddl_expr expr = { .kind = DDL_EXPR_NULL, .type = &type };

	return &expr;
}

const struct ddl_expr *ddl_expr_true(void)
{
	static const struct ddl_type type = PLAIN_TYPE(BOOLEAN);
	static const struct ddl_expr expr = { .kind = DDL_EXPR_TRUE, .type = &type };

	return &expr;
}

const struct ddl_expr *ddl_expr_false(void)
{
	static const struct ddl_type type = PLAIN_TYPE(BOOLEAN);
	static const struct ddl_expr expr = { .kind = DDL_EXPR_FALSE, .type = &type };

	return &expr;
}

struct ddl_expr *ddl_expr_literal(struct arena *result, struct ddl_value value,
				  const struct ddl_type *type, struct str key)
{
	struct ddl_expr *expr;

	if (!type)
		type = ddl_value_type(&value);
	expr = ddl_expr_new(result, DDL_EXPR_BIND, type);
	expr->u.bind = (struct ddl_bind){ .key = key.n ? key : STR("param"),
					  .is_unique = true,
					  .has_value = true,
					  .value = value };
	return expr;
}

struct ddl_expr_list ddl_expr_list_of(struct arena *result, const struct ddl_expr *const *items,
				      size_t n)
{
	struct ddl_expr_list list = { ARENA_ARRAY(result, const struct ddl_expr *, n + 1), n };

	if (n)
		memcpy(list.items, items, n * sizeof(*items));
	return list;
}

struct ddl_expr_list ddl_expr_list_add(struct arena *result, struct ddl_expr_list list,
				       const struct ddl_expr *item)
{
	struct ddl_expr_list longer = { ARENA_ARRAY(result, const struct ddl_expr *, list.n + 1),
					list.n + 1 };

	if (list.n)
		memcpy(longer.items, list.items, list.n * sizeof(item));
	longer.items[list.n] = item;
	return longer;
}

const struct ddl_expr *ddl_expr_column(struct arena *result, const struct ddl_column *column)
{
	struct ddl_expr *expr = ddl_expr_new(result, DDL_EXPR_COLUMN, column->type);

	expr->u.column.column = column;
	expr->u.column.name = column->name;
	expr->python = column->python;
	return expr;
}

const struct ddl_expr *ddl_expr_name(struct arena *result, struct ddl_name name)
{
	struct ddl_expr *expr = ddl_expr_new(result, DDL_EXPR_COLUMN, NULL);

	expr->u.column.name = name;
	return expr;
}

const struct ddl_expr *ddl_expr_text(struct arena *result, struct str text)
{
	struct ddl_expr *expr = ddl_expr_new(result, DDL_EXPR_TEXT, NULL);

	expr->u.text.text = text;
	return expr;
}

const struct ddl_expr *ddl_expr_table(struct arena *result, const struct ddl_table *table)
{
	struct ddl_expr *expr = ddl_expr_new(result, DDL_EXPR_TABLE, NULL);

	expr->u.table = table;
	expr->python = table->python;
	return expr;
}

struct ddl_name ddl_expr_name_of(const struct ddl_expr *expr)
{
	if (expr->kind == DDL_EXPR_COLUMN)
		return expr->u.column.column ? expr->u.column.column->name : expr->u.column.name;
	if (expr->kind == DDL_EXPR_LABEL)
		return expr->name;
	return (struct ddl_name){ 0 };
}

/* As the DDL compiler looks for it: below DESC, COLLATE, casts and labels nothing is searched but
 * operands. */
const struct ddl_column *ddl_expr_as_column(const struct ddl_expr *expr)
{
	while (expr) {
		if (expr->kind == DDL_EXPR_COLUMN)
			return expr->u.column.column;
		expr = expr->left;
	}
	return NULL;
}

bool ddl_expr_is_text(const struct ddl_expr *expr)
{
	return expr->kind != DDL_EXPR_COLUMN && expr->kind != DDL_EXPR_BIND &&
	       expr->kind != DDL_EXPR_NULL && expr->kind != DDL_EXPR_TRUE &&
	       expr->kind != DDL_EXPR_FALSE;
}
