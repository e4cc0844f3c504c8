/** A table of a report, for every rendering: what it holds, not how it looks. */

/** `code` is a name to be read letter by letter, `number` stands to the right. */
export interface Cell {
  readonly kind: 'text' | 'code' | 'number';
  readonly text: string;
}

export interface ReportTable {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rowCount: number;
  /** Its cells are too long for a terminal, which says the same in lines. */
  readonly isLong?: boolean;
  /** The first `most` rows, rendered only when asked for. */
  rows(most: number): readonly (readonly Cell[])[];
}

/** Rows are rendered only as far as they are asked for. */
export function tableOf<T>(
  title: string,
  columns: readonly string[],
  items: readonly T[],
  cells: (item: T) => readonly Cell[],
): ReportTable {
  return { title, columns, rowCount: items.length, rows: (most) => items.slice(0, most).map(cells) };
}
