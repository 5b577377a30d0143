/** Text for people, Chinese first. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** Something that must be put right before the server may start. */
export interface Fault {
  readonly name: string;
  /** As found; secrets are masked by whoever makes the fault. */
  readonly value: string;
  readonly reason: Bilingual;
}

const line = ({ name, value, reason }: Fault): string => `  ${name}=${value}\n    ${reason.zh}\n    ${reason.en}`;

/** Stops the start; the message lists every fault. */
export class FaultError extends Error {
  override readonly name: string = 'FaultError';

  constructor(
    title: Bilingual,
    readonly faults: readonly Fault[],
  ) {
    super([`${title.zh} / ${title.en}`, ...faults.map(line)].join('\n'));
  }
}
