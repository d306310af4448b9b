/*
 * A command is a table of verbs; a verb declares its options, operands,
 * columns and what it needs of main. main.c owns its life: parse; read all
 * piped input; open; begin; run; commit; only then print; check stdout; exit.
 * The tables are static const and are read without running anything by -h,
 * the manual's generated blocks and the completions.
 */
#ifndef OM_CMD_H
#define OM_CMD_H

#include "io/csv.h"
#include "io/input.h"
#include "io/option.h"
#include "io/out.h"
#include "io/terminal.h"
#include "om.h"
#include "store/filter.h"

struct om_call;

/* What a verb asks of main. */
enum om_verb_flags {
	OM_VERB_READ = 1,	  /* a read transaction and --format and its companions */
	OM_VERB_WRITE = 2,	  /* a write transaction, -n -k --date --note; prints om->refs */
	OM_VERB_BARE = 4,	  /* no database; prints for itself through call->text */
	OM_VERB_CREATE = 8,	  /* with WRITE: the database is made */
	OM_VERB_ANY_VERSION = 16, /* with WRITE: the database may be of an older version */
	OM_VERB_REFS = 32,	  /* operands are references; "-" reads them from standard input */
	OM_VERB_FROM = 64,	  /* --from FILE and the CSV dialect options; call->input */
	OM_VERB_IMPORT = 128, /* the operand is a file or "-"; dialect, --keep-going, --rejects */
	OM_VERB_TEXT = 256,   /* with READ: may print text through call->text in place of rows */
	OM_VERB_HIDDEN = 512  /* not in help or completion: for programs */
};

struct om_verb {
	const char *name;     /* may be two words: "config set" */
	const char *operands; /* for the synopsis: "ORDER...", "-c CUSTOMER LINE..."; NULL none */
	const char *summary;  /* one line, no full stop */
	unsigned flags;
	int min_operands, max_operands;	     /* max -1: any; with --from, min does not hold */
	const struct om_option *options;     /* the verb's own, or NULL */
	size_t options_size;		     /* of the struct they fill */
	unsigned filters;		     /* OM_FILTER_* that make sense here */
	struct om_shape shape;		     /* what it shows */
	const struct om_sheet_column *sheet; /* what its CSV takes; ends with a NULL name */
	const char *values; /* live completion of the operands: order, sku, customer, file ... */
	int (*run)(struct om *om, struct om_call *call);
};

struct om_command {
	const char *name;	     /* "order": om-order, and om order */
	const char *summary;	     /* one line for om help and the manual's NAME */
	const struct om_verb *verbs; /* ends with a NULL name */
};

/* Options of every writing verb. */
struct om_write_choice {
	bool dry_run;
	const char *key;
	om_date date;  /* the documents' date; main sets today when it is not given */
	bool is_dated; /* --date was given */
	const char *note;
};

/* Options of verbs that read CSV or YAML. */
struct om_from_choice {
	const char *from; /* FROM only */
	const char *delimiter, *decimal, *map;
	bool ignore_unknown, spreadsheet;
	bool keep_going;     /* IMPORT only */
	const char *rejects; /* IMPORT only */
};

/* One run of a verb. */
struct om_call {
	const struct om_command *command;
	const struct om_verb *verb;
	struct om_list operands; /* with REFS: "-" replaced by what came in */
	void *options;		 /* the verb's own struct, zeroed, dates OM_NO_DATE, then filled */
	struct om_filter filter;
	struct om_write_choice write;
	struct om_out_choice out_choice;
	struct om_from_choice from;
	struct om_sheet_options sheet_options; /* from `from` */
	struct om_input *input; /* --from or the import's operand; NULL when neither */
	struct om_out *out;	/* READ: made from verb->shape */
	struct om_buf text;	/* BARE, TEXT: printed to standard output after the run */
	bool quiet;		/* READ: show nothing, not even a header */
	const char *db_path;	/* BARE: may be NULL where there is no om.db */
};

/*
 * What run() returns decides: OM_OK is committed, all else rolled back. With
 * --keep-going an import returns OM_OK for the rows that landed; main ends it
 * with OM_INPUT when om->data_errors is not 0. When "-" brought no reference
 * run() is not called at all. A reading verb that returns OM_REFUSED with no
 * sentence in om->error shows its rows and ends with 1. Standard output comes first, then the notes
 * ("om-order: note"), the data errors as they are, and the sentence of a failure.
 */

extern const struct om_command *const om_commands[]; /* NULL at the end; [0] is om itself */
extern const struct om_command om_om_command, om_item_command, om_customer_command,
	om_supplier_command, om_stock_command, om_quote_command, om_order_command, om_ship_command,
	om_invoice_command, om_payment_command;

/* Two verbs of om itself that belong to the frame, both BARE: help [COMMAND]
 * (0 or 1 operands), and complete KIND [PREFIX] (1 or 2, HIDDEN). */
int om_help_run(struct om *om, struct om_call *call);
int om_complete_run(struct om *om, struct om_call *call);
int om_sql_run(struct om *om, struct om_call *call);	 /* in sql.c, for its size */
int om_history_run(struct om *om, struct om_call *call); /* in history.c */
extern const struct om_column om_history_columns[];

extern const struct om_option om_global_options[]; /* struct om_global_choice */
extern const struct om_option om_write_options[];
extern const struct om_option om_from_options[];   /* --from and the dialect */
extern const struct om_option om_import_options[]; /* the dialect, --keep-going, --rejects */
extern const struct om_option om_filter_options[]; /* all; a verb's mask chooses, in this order */

/*
 * Around the rows of an import: progress on a terminal, and the file of rejects.
 * end comes to `status`, or to the failure of writing the rejects when nothing
 * else failed.
 */
struct om_import_run {
	struct om_progress progress;
	struct om_rejects *rejects; /* NULL: bad rows are not set aside */
};
void om_import_begin(const struct om *om, const struct om_call *call, struct om_import_run *run);
void om_import_step(void *run, int64_t bytes, int64_t rows);
int om_import_end(struct om *om, struct om_import_run *run, int status);

/*
 * The loop of an import: each row of the sheet goes to row(); what it refuses
 * (OM_INPUT, OM_REFUSED) is reported with its position; without --keep-going
 * nothing lands once one row failed, with it the bad rows go to --rejects. The
 * import ends with OM_INPUT when any row was bad. A row that fails leaves
 * nothing behind. Shows progress.
 */
int om_import_rows(struct om *om, struct om_call *call,
		   int (*row)(struct om *om, struct om_sheet *sheet, void *ctx), void *ctx);

#endif
