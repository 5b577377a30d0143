import type { GuideMaterial, ItemGuide } from '../../domain/item-guide.js';
import type { ItemStep } from '../../domain/standards.js';
import { allOf, Given, type GuideWarning } from '../kinds/given.js';
import type { ItemBody } from './item.body.js';
import { readBenchmark } from './item.benchmarks.js';
import { readFee } from './item.fees.js';

/**
 * 办事指南: what an item says besides its limits, as far as a program can read it. Lists are kept as given; what cannot
 * be read in them is absent, never guessed, and the rules that need it cannot judge.
 */
export const guideOf = (body: ItemBody): ItemGuide => read(body, []);

/** What guideOf could not read, and what the guide says of steps that the item does not have. */
export function guideWarnings(body: ItemBody): readonly GuideWarning[] {
  const warnings: GuideWarning[] = [];
  const guide = read(body, warnings);
  return [...warnings, ...strayStep('siteCheck.step', guide.siteCheck?.step), ...strayHandling(guide)];

  function strayStep(member: string, step: string | undefined): GuideWarning[] {
    if (step === undefined || body.steps.some(isNamed(step))) return [];
    return [
      {
        member,
        zh: `“${step}”不是本事项的环节名称或编码`,
        en: `"${step}" is neither name nor code of a step of the item`,
      },
    ];
  }

  function strayHandling({ handling }: ItemGuide): GuideWarning[] {
    if (handling?.kind === 'preliminary') return strayStep('handling.step', handling.step);
    return handling?.units.flatMap((unit, i) => strayStep(`handling.units[${i}]`, unit)) ?? [];
  }
}

const isNamed =
  (name: string) =>
  (step: ItemStep): boolean =>
    step.name === name || step.code === name;

function read(body: ItemBody, warnings: GuideWarning[]): ItemGuide {
  const { maxVisits, refusals, result, resultName, handling, siteCheck } = body;
  return {
    materials: allOf(new Given(body.materials, 'materials'), readMaterial, warnings),
    fees: allOf(new Given(body.fees, 'fees'), (fee) => readFee(fee, warnings), warnings),
    discretion: allOf(new Given(body.discretion, 'discretion'), readBenchmark, warnings),
    maxVisits,
    refusals,
    result,
    resultName,
    handling,
    siteCheck,
  };
}

/** A text, or `{name, required}`. */
const readMaterial = (material: Given): GuideMaterial =>
  material.isObject
    ? {
        name: material.at('name').text(),
        required: material.at('required').maybe((required) => required.flag()),
      }
    : { name: material.text() };
