/*
 * sqlalchemy.exc and alembic.util.exc as classes: one table, and the way from an error of a lower
 * layer to the exception that a revision may catch.
 */
#ifndef RETORT_OPS_EXCEPTIONS_H
#define RETORT_OPS_EXCEPTIONS_H

#include "engine/ops/schema.h"

/* name, base's native type, the code of its page in SQLAlchemy's documentation ("" if none); bases
 * first */
#define OPS_EXCEPTIONS(X)                                                                          \
	X(SQLAlchemyError, py_Exception_type, "")                                                  \
	X(ArgumentError, ops_exc_SQLAlchemyError, "")                                              \
	X(DuplicateColumnError, ops_exc_ArgumentError, "")                                         \
	X(ObjectNotExecutableError, ops_exc_ArgumentError, "")                                     \
	X(NoSuchModuleError, ops_exc_ArgumentError, "")                                            \
	X(NoForeignKeysError, ops_exc_ArgumentError, "")                                           \
	X(AmbiguousForeignKeysError, ops_exc_ArgumentError, "")                                    \
	X(ConstraintColumnNotFoundError, ops_exc_ArgumentError, "")                                \
	X(CircularDependencyError, ops_exc_SQLAlchemyError, "")                                    \
	X(CompileError, ops_exc_SQLAlchemyError, "")                                               \
	X(UnsupportedCompilationError, ops_exc_CompileError, "l7de")                               \
	X(IdentifierError, ops_exc_SQLAlchemyError, "")                                            \
	X(DisconnectionError, ops_exc_SQLAlchemyError, "")                                         \
	X(InvalidatePoolError, ops_exc_DisconnectionError, "")                                     \
	X(TimeoutError, ops_exc_SQLAlchemyError, "")                                               \
	X(InvalidRequestError, ops_exc_SQLAlchemyError, "")                                        \
	X(IllegalStateChangeError, ops_exc_InvalidRequestError, "")                                \
	X(NoInspectionAvailable, ops_exc_InvalidRequestError, "")                                  \
	X(NoDBAPILoaded, ops_exc_InvalidRequestError, "")                                          \
	X(PendingRollbackError, ops_exc_InvalidRequestError, "")                                   \
	X(ResourceClosedError, ops_exc_InvalidRequestError, "")                                    \
	X(NoSuchColumnError, ops_exc_InvalidRequestError, "")                                      \
	X(AmbiguousColumnError, ops_exc_InvalidRequestError, "")                                   \
	X(NoResultFound, ops_exc_InvalidRequestError, "")                                          \
	X(MultipleResultsFound, ops_exc_InvalidRequestError, "")                                   \
	X(NoReferenceError, ops_exc_InvalidRequestError, "")                                       \
	X(NoReferencedTableError, ops_exc_NoReferenceError, "")                                    \
	X(NoReferencedColumnError, ops_exc_NoReferenceError, "")                                   \
	X(NoSuchTableError, ops_exc_InvalidRequestError, "")                                       \
	X(UnreflectableTableError, ops_exc_InvalidRequestError, "")                                \
	X(UnboundExecutionError, ops_exc_InvalidRequestError, "")                                  \
	X(StatementError, ops_exc_SQLAlchemyError, "")                                             \
	X(DBAPIError, ops_exc_StatementError, "dbapi")                                             \
	X(InterfaceError, ops_exc_DBAPIError, "rvf5")                                              \
	X(DatabaseError, ops_exc_DBAPIError, "4xp6")                                               \
	X(DataError, ops_exc_DatabaseError, "9h9h")                                                \
	X(OperationalError, ops_exc_DatabaseError, "e3q8")                                         \
	X(IntegrityError, ops_exc_DatabaseError, "gkpj")                                           \
	X(InternalError, ops_exc_DatabaseError, "2j85")                                            \
	X(ProgrammingError, ops_exc_DatabaseError, "f405")                                         \
	X(NotSupportedError, ops_exc_DatabaseError, "tw8g")                                        \
	X(SADeprecationWarning, py_DeprecationWarning_type, "")                                    \
	X(Base20DeprecationWarning, ops_exc_SADeprecationWarning, "")                              \
	X(LegacyAPIWarning, ops_exc_Base20DeprecationWarning, "")                                  \
	X(MovedIn20Warning, ops_exc_Base20DeprecationWarning, "")                                  \
	X(SAPendingDeprecationWarning, py_PendingDeprecationWarning_type, "")                      \
	X(SAWarning, py_RuntimeWarning_type, "")

#define X(name, base, page) extern const struct py_native_type ops_exc_##name;
OPS_EXCEPTIONS(X)
#undef X

extern const struct py_native_type ops_command_error_type; /* alembic.util.exc.CommandError */

extern const struct py_member ops_exception_members[]; /* sqlalchemy.exc */

#endif
