/** Bytes of a file of the catalogue that is imported. */
export const MAX_FILE_BYTES = 8 * 1024 * 1024;
/** Bytes of all parts of a packed one (XLSX, ZIP) together. */
export const MAX_UNPACKED_BYTES = 64 * 1024 * 1024;
/** Parts of a packed file. */
export const MAX_PARTS = 200;
/** Entries of an imported file. */
export const MAX_ENTRIES = 20_000;
/** Rows of each of its tables. */
export const MAX_ROWS = 100_000;
/** Columns of a table. */
export const MAX_COLUMNS = 200;
/** Characters of a cell. */
export const MAX_CELL = 65_536;
/** Cells of a file that are not blank. */
export const MAX_CELLS = 1_000_000;
/** Signs and words of one entry of a YAML file, blanks and line breaks among them: some 7,000 members. */
export const MAX_LEXEMES = 50_000;
/** Levels of lists and objects within one entry. */
export const MAX_DEPTH = 100;
/** Aliases of one entry. */
export const MAX_ALIASES = 100;
/** Rows after which others have their turn. */
export const ROWS_AT_ONCE = 50;
/** The same for whole entries, which are read and checked. */
export const ENTRIES_AT_ONCE = 20;
/** Milliseconds of work after which others have their turn, where the pieces are not alike. */
export const MS_AT_ONCE = 20;
