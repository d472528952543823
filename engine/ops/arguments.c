#include "engine/ops/schema.h"

#include "engine/py/dict.h"

#include <string.h>

/*
 * Which keywords of which dialect each construct takes: `construct_arguments` of the six dialects
 * (sqlalchemy/dialects/<name>/base.py). A star takes everything.  What a base class takes is
 * repeated.
 */
static const struct {
	const char *dialect;
	enum ops_owner owner;
	const char *keys;
} accepted[] = {
	{ "postgresql", OPS_OWNER_INDEX,
	  "using include where ops concurrently with tablespace nulls_not_distinct" },
	{ "postgresql", OPS_OWNER_TABLE,
	  "ignore_search_path tablespace partition_by with_oids with on_commit inherits using" },
	{ "postgresql", OPS_OWNER_CHECK, "not_valid" },
	{ "postgresql", OPS_OWNER_FOREIGN_KEY_CONSTRAINT, "not_valid" },
	{ "postgresql", OPS_OWNER_PRIMARY_KEY, "include" },
	{ "postgresql", OPS_OWNER_UNIQUE, "include nulls_not_distinct" },
	{ "mysql", OPS_OWNER_TABLE, "*" },
	{ "mysql", OPS_OWNER_PRIMARY_KEY, "using" },
	{ "mysql", OPS_OWNER_INDEX, "using length prefix with_parser" },
	{ "mariadb", OPS_OWNER_TABLE, "*" },
	{ "mariadb", OPS_OWNER_PRIMARY_KEY, "using" },
	{ "mariadb", OPS_OWNER_INDEX, "using length prefix with_parser" },
	{ "sqlite", OPS_OWNER_TABLE, "autoincrement with_rowid strict" },
	{ "sqlite", OPS_OWNER_INDEX, "where" },
	{ "sqlite", OPS_OWNER_COLUMN,
	  "on_conflict_primary_key on_conflict_not_null on_conflict_unique" },
	{ "sqlite", OPS_OWNER_CONSTRAINT, "on_conflict" },
	{ "sqlite", OPS_OWNER_PRIMARY_KEY, "on_conflict" },
	{ "sqlite", OPS_OWNER_UNIQUE, "on_conflict" },
	{ "sqlite", OPS_OWNER_CHECK, "on_conflict" },
	{ "sqlite", OPS_OWNER_FOREIGN_KEY_CONSTRAINT, "on_conflict" },
	{ "mssql", OPS_OWNER_PRIMARY_KEY, "clustered" },
	{ "mssql", OPS_OWNER_UNIQUE, "clustered" },
	{ "mssql", OPS_OWNER_INDEX, "clustered include where columnstore" },
	{ "mssql", OPS_OWNER_COLUMN, "identity_start identity_increment" },
	{ "oracle", OPS_OWNER_TABLE, "resolve_synonyms on_commit compress tablespace" },
	{ "oracle", OPS_OWNER_INDEX, "bitmap compress vector" },
	{ "oracle", OPS_OWNER_SEQUENCE, "order" },
	{ "oracle", OPS_OWNER_IDENTITY, "order on_null" },
};

static const char *const dialects[] = { "postgresql", "mysql", "mariadb",
					"sqlite",     "mssql", "oracle" };

static const char *const owner_classes[] = {
	[OPS_OWNER_TABLE] = "Table",
	[OPS_OWNER_COLUMN] = "Column",
	[OPS_OWNER_INDEX] = "Index",
	[OPS_OWNER_PRIMARY_KEY] = "PrimaryKeyConstraint",
	[OPS_OWNER_UNIQUE] = "UniqueConstraint",
	[OPS_OWNER_CHECK] = "CheckConstraint",
	[OPS_OWNER_FOREIGN_KEY_CONSTRAINT] = "ForeignKeyConstraint",
	[OPS_OWNER_CONSTRAINT] = "Constraint",
	[OPS_OWNER_SEQUENCE] = "Sequence",
	[OPS_OWNER_IDENTITY] = "Identity",
	[OPS_OWNER_ANY] = "object",
};

static bool has_word(const char *words, struct str word)
{
	struct str rest = str_from(words), part;

	while (str_next_part(&rest, ' ', &part))
		if (str_equal(part, word) || str_is(part, "*"))
			return true;
	return false;
}

static bool is_accepted(struct str dialect, enum ops_owner owner, struct str key)
{
	for (size_t i = 0; i < sizeof(accepted) / sizeof(accepted[0]); i++)
		if (accepted[i].owner == owner && str_is(dialect, accepted[i].dialect))
			return has_word(accepted[i].keys, key);
	return false;
}

static bool is_dialect(struct str name)
{
	for (size_t i = 0; i < sizeof(dialects) / sizeof(dialects[0]); i++)
		if (str_is(name, dialects[i]))
			return true;
	return false;
}

static bool check_key(struct py *vm, enum ops_owner owner, const struct ddl_option *option,
		      struct str keyword)
{
	const struct ops_host *host = ops_host(vm);

	if (owner == OPS_OWNER_ANY || is_accepted(option->dialect, owner, option->key))
		return true;
	if (!is_dialect(option->dialect)) {
		if (host->warn)
			host->warn(host->data,
				   str_printf(py_arena(vm),
					      "Can't validate argument '%.*s'; can't locate any "
					      "SQLAlchemy dialect named '%.*s'",
					      STR_ARG(keyword), STR_ARG(option->dialect)));
		return true;
	}
	ops_throw(vm, "ArgumentError",
		  "Argument '%.*s' is not accepted by dialect '%.*s' on behalf of <class "
		  "'sqlalchemy.sql.schema.%s'>",
		  STR_ARG(keyword), STR_ARG(option->dialect), owner_classes[owner]);
	return false;
}

/* `postgresql_using` -> postgresql, using: the first underscore that leaves text on both sides
 * (sql/base.py). */
static bool split_keyword(struct py *vm, enum ops_owner owner, struct str keyword,
			  struct ddl_option *option)
{
	ptrdiff_t at = keyword.n > 1 ? str_find_char(str_skip(keyword, 1), '_') : -1;

	if (at < 0 || (size_t)at + 2 >= keyword.n) {
		if (owner == OPS_OWNER_ANY) {
			option->dialect = STR("");
			option->key = keyword;
			return true;
		}
		py_raise(
			vm, "TypeError",
			"Additional arguments should be named <dialectname>_<argument>, got '%.*s'",
			STR_ARG(keyword));
		return false;
	}
	option->dialect = str_slice(keyword, 0, (size_t)at + 1);
	option->key = str_skip(keyword, (size_t)at + 2);
	return true;
}

static bool take_option_value(struct py *vm, struct py_object *value, struct ddl_option *option);

static bool take_option_items(struct py *vm, struct py_object *dict, struct ddl_option *option)
{
	struct ddl_option *items =
		ARENA_ARRAY(py_arena(vm), struct ddl_option, py_dict_count(dict) + 1);
	const struct py_dict_entry *entry;
	size_t cursor = 0, n = 0;

	while ((entry = py_dict_next(dict, &cursor))) {
		if (!py_to_str(vm, entry->key, &items[n].key))
			return false;
		if (!take_option_value(vm, entry->value, &items[n]))
			return false;
		n++;
	}
	option->items = items;
	option->item_count = n;
	return true;
}

static bool take_option_list(struct py *vm, struct py_object *value, struct ddl_option *option)
{
	struct py_object **given;
	size_t n;

	if (!py_take_items(vm, value, &given, &n))
		return false;
	struct ddl_value *items = ARENA_ARRAY(py_arena(vm), struct ddl_value, n + 1);
	for (size_t i = 0; i < n; i++) {
		if (py_is(given[i], &ops_column_type))
			items[i] = (struct ddl_value){
				.kind = DDL_VALUE_STRING,
				.text = ((struct ops_column *)given[i])->column->name.text
			};
		else if (!ops_take_value(vm, given[i], &items[i]))
			return false;
	}
	option->value = (struct ddl_value){ .kind = DDL_VALUE_LIST, .items = items, .n = n };
	return true;
}

static bool take_option_value(struct py *vm, struct py_object *value, struct ddl_option *option)
{
	option->python = value;
	if (py_is_poison(vm, value))
		return false;
	if (py_is(value, &ops_expr_type)) {
		option->expr = ((struct ops_expr *)value)->expr;
		return true;
	}
	if (py_is(value, &py_dict_type))
		return take_option_items(vm, value, option);
	if (py_is_sequence(value))
		return take_option_list(vm, value, option);
	return ops_take_value(vm, value, &option->value);
}

bool ops_take_options(struct py *vm, struct py_object *keywords, enum ops_owner owner,
		      struct ddl_options *ret)
{
	const struct py_dict_entry *entry;
	size_t cursor = 0, n = 0;

	if (!keywords || !py_dict_count(keywords)) {
		*ret = (struct ddl_options){ 0 };
		return true;
	}
	struct ddl_option *items =
		ARENA_ARRAY(py_arena(vm), struct ddl_option, py_dict_count(keywords));
	while ((entry = py_dict_next(keywords, &cursor))) {
		struct str keyword = py_text(entry->key);
		if (!split_keyword(vm, owner, keyword, &items[n]) ||
		    !check_key(vm, owner, &items[n], keyword) ||
		    !take_option_value(vm, entry->value, &items[n]))
			return false;
		n++;
	}
	*ret = (struct ddl_options){ items, n };
	return true;
}

struct py_object *ops_options_object(struct py *vm, const struct ddl_options *options)
{
	struct py_object *dict = py_dict(vm);

	for (size_t i = 0; i < options->n; i++) {
		const struct ddl_option *option = &options->items[i];
		struct str key = str_printf(py_arena(vm), "%.*s_%.*s", STR_ARG(option->dialect),
					    STR_ARG(option->key));
		struct py_object *value = option->python ? (struct py_object *)option->python
							 : ops_value_object(vm, &option->value);
		if (!py_dict_set_str(vm, dict, key, value))
			return NULL;
	}
	return dict;
}

bool ops_take_flag(struct py *vm, struct py_object *value, int *ret)
{
	*ret = -1;
	if (!py_given(value))
		return true;
	*ret = py_truth(vm, value);
	return *ret >= 0;
}

bool ops_take_optional_text(struct py *vm, struct py_object *value, struct str *ret)
{
	*ret = STR_NULL;
	if (!py_given(value))
		return true;
	if (py_is_poison(vm, value))
		return false;
	return py_to_str(vm, value, ret);
}

bool ops_refuse_given(struct py *vm, struct py_object *value, const char *what)
{
	if (!py_given(value))
		return true;
	py_refuse(vm, "%s is not supported", what);
	return false;
}

struct py_object *ops_pop(struct py *vm, struct py_object *keywords, const char *name)
{
	struct py_object *value = py_dict_get_str(vm, keywords, str_from(name));
	bool was_there;

	if (value && !py_dict_remove(vm, keywords, py_str_c(vm, name), &was_there))
		return NULL;
	return value;
}

bool ops_take_keywords(struct py *vm, struct py_object *dict, struct py_args *ret)
{
	struct py_keyword *keywords =
		ARENA_ARRAY(py_arena(vm), struct py_keyword, py_dict_count(dict) + 1);
	const struct py_dict_entry *entry;
	size_t cursor = 0, n = 0;

	while ((entry = py_dict_next(dict, &cursor))) {
		if (!py_is_str(entry->key)) {
			py_raise(vm, "TypeError", "keywords must be strings");
			return false;
		}
		keywords[n++] = (struct py_keyword){ py_text(entry->key), entry->value };
	}
	ret->keywords = keywords;
	ret->keyword_count = n;
	return true;
}

struct str ops_repr(struct py *vm, struct py_object *value)
{
	struct str text = STR("");

	return py_repr(vm, value, &text) ? text : STR("");
}

struct str ops_repr_text(struct py *vm, struct str text)
{
	return ops_repr(vm, py_str(vm, text));
}

bool ops_check(struct py *vm, struct error *error)
{
	if (!error)
		return true;
	ops_raise(vm, error);
	return false;
}
