/** Milliseconds of a clock that all processes of a machine share. */
export const monotonic = () => Number(process.hrtime.bigint()) / 1e6;

/** On how many screens the card of a case has been seen, and when on the last of them. */
export class Sightings {
  /** @type {Map<string, { screens: number, last: number }>} */
  #byCase = new Map();

  /** @param {string} caseNo @param {number} at @param {number} [screens] */
  add(caseNo, at, screens = 1) {
    const before = this.#byCase.get(caseNo) ?? { screens: 0, last: -Infinity };
    this.#byCase.set(caseNo, { screens: before.screens + screens, last: Math.max(before.last, at) });
  }

  /** @returns {[string, { screens: number, last: number }][]} what a process tells */
  take() {
    const taken = [...this.#byCase];
    this.#byCase.clear();
    return taken;
  }

  /** @param {ReturnType<Sightings['take']>} others */
  merge(others) {
    for (const [caseNo, { screens, last }] of others) this.add(caseNo, last, screens);
  }

  /**
   * Milliseconds from each POST to the last of all screens; a card that some screen has not seen has none.
   * @param {Map<string, number>} sent @param {number} screens
   */
  delays(sent, screens) {
    const delays = [];
    let missing = 0;
    for (const [caseNo, at] of sent) {
      const seen = this.#byCase.get(caseNo) ?? { screens: 0, last: NaN };
      missing += screens - seen.screens;
      if (seen.screens === screens) delays.push(seen.last - at);
    }
    return { delays, missing };
  }
}
