/** A bulletin as a document: what is said, in order, without a word of how it looks. Frozen as JSON when it is issued. */
export interface BulletinDoc {
  /** 发文机关标志: the red letters on top. */
  readonly mark: string;
  /** 发文字号; the number itself is given at registration and stays blank here. */
  readonly documentNo: string;
  /** 草稿, 演示数据: what keeps this from being taken for more than it is. */
  readonly notices: readonly string[];
  /** Its lines, broken by sense. */
  readonly title: readonly string[];
  /** 主送机关 */
  readonly addressees: string;
  readonly blocks: readonly Block[];
}

export type Block = Heading | Paragraph | Table | Figure | AnnexList | Signature | Annex | Imprint;

/** 一、（一）: numbered by its place. No level may be left out on the way down. */
export interface Heading {
  readonly kind: 'h';
  readonly level: 1 | 2;
  readonly text: string;
}

export interface Paragraph {
  readonly kind: 'p';
  readonly text: string;
}

export interface Table {
  readonly kind: 'table';
  /** Null: the annex that it fills has said it. */
  readonly caption: string | null;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
  /** The last row is a sum. */
  readonly summed: boolean;
  readonly note: string | null;
}

export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
  /** Share of the width, as a weight. */
  readonly weight: number;
}

export interface Figure {
  readonly kind: 'figure';
  readonly caption: string;
  /** What a reader who does not see it must know. */
  readonly alt: string;
  readonly chart: DailyChart;
}

/** Two panels over the days of a month: cases received and decided; cards. */
export interface DailyChart {
  readonly days: readonly {
    readonly label: string;
    readonly received: number;
    readonly decided: number;
    readonly cards: number;
  }[];
}

/** 附件说明 */
export interface AnnexList {
  readonly kind: 'annexes';
  readonly titles: readonly string[];
}

export interface Signature {
  readonly kind: 'sign';
  readonly organ: string;
  readonly date: string;
}

/** Begins on a new page and reaches to the next one. */
export interface Annex {
  readonly kind: 'annex';
  readonly label: string;
  readonly title: string;
}

/** 版记 */
export interface Imprint {
  readonly kind: 'imprint';
  readonly copyTo: string | null;
  readonly organ: string;
  readonly date: string;
}
