// One part of a commit: a statement over rows that come as one array a column. The SQL is written by hand where the part is;
// here it gets its parameters' numbers, and the rows become literals.

export interface Column<Row> {
  readonly name: string;
  /** The parameter as an array: `? ::text[]`. */
  readonly array: string;
  readonly encode: (rows: readonly Row[]) => string;
}

export interface UnnestStatement<Row> {
  /** Names the part among the others of its commit. */
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  /** Reads from `fenced, $rows`; each row's columns have the names above. */
  readonly sql: string;
}

/** A statement with the rows of one batch. */
export interface CommitPart {
  readonly name: string;
  readonly text: (firstParameter: number) => string;
  readonly values: readonly string[];
}

export function column<Row>(name: string, type: string, encode: (rows: readonly Row[]) => string): Column<Row> {
  return { name, array: `?::${type}[]`, encode };
}

/** A column of JSON texts that travels as lines. */
export function jsonColumn<Row>(name: string, encode: (rows: readonly Row[]) => string): Column<Row> {
  return { name, array: `string_to_array(?::text, E'\\n')`, encode };
}

export function partOf<Row>(statement: UnnestStatement<Row>, rows: readonly Row[]): CommitPart {
  return {
    name: statement.name,
    text: (firstParameter) => textOf(statement, firstParameter),
    values: statement.columns.map(({ encode }) => encode(rows)),
  };
}

function textOf<Row>({ columns, sql }: UnnestStatement<Row>, firstParameter: number): string {
  const arrays = columns.map(({ array }, index) => array.replace('?', `$${firstParameter + index}`));
  const names = columns.map(({ name }) => name);
  return sql.replace('$rows', () => `unnest(${arrays.join(', ')}) as given(${names.join(', ')})`);
}
