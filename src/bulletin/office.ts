/** Injection token of the Office. */
export const OFFICE = Symbol('office');

/** Who issues bulletins: what stands in each of them beside the figures. Read from `config/bulletin/office.yaml`. */
export interface Office {
  /** 发文机关标志 */
  readonly mark: string;
  /** 发文机关署名 */
  readonly organ: string;
  /** 机关代字 */
  readonly symbol: string;
  /** What a bulletin without a region is about: 全省. */
  readonly area: string;
  readonly addressees: string;
  /** By what right: the beginning of the first sentence. */
  readonly basis: string;
  /** 抄送 */
  readonly copyTo: string | null;
}
