/* Naming conventions (sqlalchemy/sql/naming.py). */
#include "engine/ddl/dialect_methods.h"

#include "engine/ddl/expr.h"

/* What a template is filled from: a constraint or an index as its table and columns. */
struct subject {
	struct arena *arena;
	const struct ddl_table *table;
	const struct ddl_constraint *constraint; /* NULL for an index */
	const struct ddl_name *columns;
	size_t column_count;
	struct ddl_name name;
};

static const char *convention_key(enum ddl_constraint_kind kind)
{
	switch (kind) {
	case DDL_PRIMARY_KEY:
		return "pk";
	case DDL_UNIQUE:
		return "uq";
	case DDL_CHECK:
		return "ck";
	case DDL_FOREIGN_KEY:
		return "fk";
	case DDL_EXCLUDE:
		break;
	}
	return "";
}

static const struct str *find_template(const struct ddl_table *table, const char *key)
{
	if (!table || !table->metadata)
		return NULL;
	return map_get(&table->metadata->naming, str_from(key));
}

static struct error *key_error(struct str key)
{
	struct error *error = error_new(ERR_PYTHON, "%.*s", STR_ARG(key));
	error->kind = STR("KeyError");
	return error;
}

/* What follows "column_X_": the name, the key or the label of that column. */
static bool column_attribute(const struct subject *subject, size_t index, struct str attribute,
			     struct str *ret_text)
{
	*ret_text = STR("");
	bool is_known = str_is(attribute, "name") || str_is(attribute, "key") ||
			str_is(attribute, "label");
	if (!is_known || index >= subject->column_count)
		return is_known;
	struct str name = subject->columns[index].text;
	*ret_text = name;
	if (str_is(attribute, "label")) {
		struct str schema = str_replace(subject->arena, subject->table->schema.text,
						STR("."), STR("_"));
		*ret_text = str_printf(subject->arena, "%.*s%s%.*s_%.*s", STR_ARG(schema),
				       schema.n ? "_" : "", STR_ARG(subject->table->name.text),
				       STR_ARG(name));
	} else if (str_is(attribute, "key")) {
		const struct ddl_column *column = ddl_table_column(subject->table, name);
		*ret_text = column ? column->key : name;
	}
	return true;
}

static bool referred_attribute(const struct subject *subject, size_t index, struct str attribute,
			       struct str *ret_text)
{
	const struct ddl_constraint *constraint = subject->constraint;
	*ret_text = STR("");
	if (!str_is(attribute, "name") || !constraint || constraint->kind != DDL_FOREIGN_KEY)
		return false;
	if (index < constraint->referred_column_count)
		*ret_text = constraint->referred_columns[index].text;
	return true;
}

/* column_0_name, column_0N_name (all columns, one behind the other), column_0_N_name (with _
 * between) */
static bool column_token(const struct subject *subject, struct str token, struct str *ret_text)
{
	bool is_referred = str_starts(token, STR("referred_"));
	struct str rest = str_skip(token, is_referred ? 9 : 0);
	if (!str_starts(rest, STR("column_")))
		return false;
	rest = str_skip(rest, 7);
	size_t digits = 0, index = 0;
	for (; digits < rest.n && digits < 4 && rest.p[digits] >= '0' && rest.p[digits] <= '9';
	     digits++)
		index = index * 10 + (size_t)(rest.p[digits] - '0');
	if (!digits)
		return false;
	rest = str_skip(rest, digits);
	bool is_all = str_starts(rest, STR("N_")), is_joined = str_starts(rest, STR("_N_"));
	rest = str_skip(rest, is_all ? 2 : is_joined ? 3 : 1);
	bool (*attribute)(const struct subject *, size_t, struct str, struct str *) =
		is_referred ? referred_attribute : column_attribute;
	if (!is_all && !is_joined)
		return attribute(subject, index, rest, ret_text);
	struct strbuf text = STRBUF(subject->arena);
	for (size_t i = 0; i < subject->column_count; i++) {
		struct str part;
		if (!attribute(subject, i, rest, &part))
			return false;
		if (i && is_joined)
			strbuf_add_char(&text, '_');
		strbuf_add(&text, part);
	}
	*ret_text = strbuf_str(&text);
	return index == 0;
}

static struct error *fill_token(const struct subject *subject, struct str token,
				struct str *ret_text)
{
	if (str_is(token, "table_name")) {
		*ret_text = subject->table->name.text;
		return NULL;
	}
	if (str_is(token, "referred_table_name") && subject->constraint &&
	    subject->constraint->kind == DDL_FOREIGN_KEY) {
		*ret_text = subject->constraint->referred_table;
		return NULL;
	}
	if (str_is(token, "constraint_name")) {
		*ret_text = subject->name.text;
		if (subject->name.text.n)
			return NULL;
		struct error *error =
			error_new(ERR_PYTHON,
				  "Naming convention including %%(constraint_name)s token requires "
				  "that constraint is explicitly named.");
		error->kind = STR("InvalidRequestError");
		return error;
	}
	return column_token(subject, token, ret_text) ? NULL : key_error(token);
}

static struct error *fill_template(const struct subject *subject, struct str template,
				   struct str *ret_text)
{
	struct strbuf text = STRBUF(subject->arena);
	for (size_t i = 0; i < template.n; i++) {
		if (template.p[i] != '%') {
			strbuf_add_char(&text, template.p[i]);
			continue;
		}
		struct str rest = str_skip(template, i + 1);
		if (str_starts(rest, STR("%"))) {
			strbuf_add_char(&text, '%');
			i++;
			continue;
		}
		ptrdiff_t end = str_find(rest, STR(")s"));
		if (!str_starts(rest, STR("(")) || end < 0)
			return error_new(
				ERR_UNSUPPORTED,
				"naming convention '%.*s' has a form that is not supported",
				STR_ARG(template));
		struct str value;
		TRY(fill_token(subject, str_slice(rest, 1, (size_t)end), &value));
		strbuf_add(&text, value);
		i += (size_t)end + 2;
	}
	*ret_text = strbuf_str(&text);
	return NULL;
}

/* _constraint_name_for_table */
static struct error *apply(const struct subject *subject, const char *key, struct ddl_name *name)
{
	const struct str *template = find_template(subject->table, key);
	if (!template || name->is_final || name->is_generated)
		return NULL;
	if (name->text.n && str_find(*template, STR("constraint_name")) < 0)
		return NULL;
	struct str text;
	TRY(fill_template(subject, *template, &text));
	*name = (struct ddl_name){ .text = text, .quote = name->quote, .is_generated = true };
	return NULL;
}

static struct error *name_of(struct arena *result, const struct ddl_constraint *constraint,
			     struct ddl_name *name)
{
	const struct subject subject = { result,
					 constraint->table,
					 constraint,
					 constraint->columns,
					 constraint->column_count,
					 *name };
	return apply(&subject, convention_key(constraint->kind), name);
}

struct error *ddl_name_constraint(struct arena *result, struct ddl_constraint *constraint)
{
	/* an unnamed CHECK of a type gets its name only when it is written, if at all */
	if (constraint->is_type_bound && constraint->name.text.n == 0)
		return NULL;
	return name_of(result, constraint, &constraint->name);
}

struct error *ddl_written_constraint_name(struct arena *result,
					  const struct ddl_constraint *constraint,
					  struct ddl_name *ret_name)
{
	*ret_name = constraint->name;
	if (constraint->is_type_bound && constraint->name.text.n == 0)
		return name_of(result, constraint, ret_name);
	return NULL;
}

struct error *ddl_name_index(struct arena *result, struct ddl_index *index)
{
	struct ddl_name *names = ARENA_ARRAY(result, struct ddl_name, index->expression_count);
	size_t count = 0;
	for (size_t i = 0; i < index->expression_count; i++) {
		struct str name = ddl_index_element_name(index->expressions[i]);
		if (name.n)
			names[count++] = ddl_name(name);
	}
	const struct subject subject = { result, index->table, NULL, names, count, index->name };
	return apply(&subject, "ix", &index->name);
}
