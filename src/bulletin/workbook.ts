/** The annexes of a bulletin as a workbook: what stands in its cells, without a word of how they look. */
export interface Workbook {
  readonly title: string;
  readonly sheets: readonly Sheet[];
}

export interface Sheet {
  readonly name: string;
  readonly columns: readonly { readonly title: string; /** In characters. */ readonly width: number }[];
  readonly rows: readonly (readonly Cell[])[];
  /** The last row is a sum. */
  readonly summed: boolean;
}

/** A text is never read as a formula. Numbers stay numbers; shares are those that are printed. */
export type Cell = string | { readonly value: number; readonly as: 'count' | 'share' | 'points' };
