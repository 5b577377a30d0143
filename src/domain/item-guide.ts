/**
 * 办事指南: what an item's published guide says besides its limits. A member that is absent is not known: the rules that
 * need it cannot judge. An empty list says that there is none.
 */
export interface ItemGuide {
  readonly materials?: readonly GuideMaterial[];
  readonly fees?: readonly GuideFee[];
  readonly discretion?: readonly Benchmark[];
  /** 最多跑几次: visits to the window that the guide promises at most. */
  readonly maxVisits?: number;
  /** 不予受理、不予许可的公布情形: reasons for which an application may be turned down. */
  readonly refusals?: readonly string[];
  /** 审批结果: what is delivered after a grant, and within how many working days (行政许可法 第四十四条: 10). */
  readonly result?: { readonly name: string; readonly deliverDays?: number };
  /** The name of the result as an official list gives it; by itself it watches no delivery. */
  readonly resultName?: string;
  /** 联合办理 (第四十二条第二款) with the units that take part, or 下级初审 (第四十三条) and its step. */
  readonly handling?:
    | { readonly kind: 'joint'; readonly units: readonly string[] }
    | { readonly kind: 'preliminary'; readonly step: string };
  /**
   * 现场核查: the step that needs two officers or more (第三十四条第三款); `inspection`: it is one of 检验、检测、检疫, whose
   * officers are assigned within 5 days (第五十五条第二款).
   */
  readonly siteCheck?: { readonly step: string; readonly officers?: number; readonly inspection?: boolean };
}

export interface GuideMaterial {
  readonly name: string;
  readonly required?: boolean;
}

export interface GuideFee {
  /** What `fee.charged` names in `feeItem`: the code, or the name. */
  readonly code?: string;
  readonly name?: string;
  /** 收费标准 in yuan; absent where the standard is a text that no program can read. */
  readonly amount?: FeeAmount;
  /** The standard as published. */
  readonly standard?: string;
  readonly basis?: string;
  /** 允许减免的依据; absent: no reduction is published. */
  readonly reductionBasis?: string;
}

/** Decimal texts of yuan, both borders inclusive. */
export interface FeeAmount {
  readonly min: string;
  readonly max: string;
}

/** 裁量基准: a row with its tiers. */
export interface Benchmark {
  /** What a decision names in `discretion.benchmark`. */
  readonly code: string;
  readonly name?: string;
  /** Days in Shanghai, `YYYY-MM-DD`, both inclusive; absent: open. */
  readonly from?: string;
  readonly until?: string;
  /** 法定幅度: no value but that of a mitigated tier lies below `min`, none above `max`. */
  readonly statutory?: { readonly min?: number; readonly max?: number };
  readonly basis?: string;
  readonly tiers: readonly Tier[];
  /** Names of the facts on which the tiers rest; like cases are those of one tier with the same. */
  readonly facts?: readonly string[];
  /** Values of `facts.kind` that may not be combined in one decision (并处). */
  readonly exclusive?: readonly (readonly string[])[];
}

export interface Tier {
  /** What a decision names in `discretion.tier`. */
  readonly code: string;
  readonly name?: string;
  /** 减轻: may lie below the statutory minimum. */
  readonly mitigated?: boolean;
  /** All of them must hold. */
  readonly conditions?: readonly TierCondition[];
  readonly value: TierValue;
}

/** A bound on a fact; borders inclusive (民法典 第一千二百五十九条: 以上、以下包括本数). */
export interface TierCondition {
  readonly fact: string;
  readonly min?: number;
  readonly max?: number;
  readonly oneOf?: readonly (string | number | boolean)[];
}

/** 固定值 · 幅度范围 · 基准比例 · 倍数. `base` names the fact whose number is multiplied. */
export type TierValue =
  | { readonly type: 'fixed'; readonly value: number }
  | { readonly type: 'range'; readonly min?: number; readonly max?: number }
  | { readonly type: 'ratio'; readonly base: string; readonly minPercent?: number; readonly maxPercent?: number }
  | { readonly type: 'multiple'; readonly base: string; readonly min?: number; readonly max?: number };
