import { computed, inject, type InjectionKey, provide, type ComputedRef } from 'vue';
import type { CatalogueRemark, DraftTrial } from '../../../catalogue.protocol.js';

export interface FieldRemark extends CatalogueRemark {
  readonly isFault: boolean;
}

const KEY: InjectionKey<ComputedRef<readonly FieldRemark[]>> = Symbol('remarks');

export function provideRemarks(trial: () => DraftTrial | undefined): void {
  provide(
    KEY,
    computed(() => [
      ...(trial()?.faults ?? []).map((one) => ({ ...one, isFault: true })),
      ...(trial()?.warnings ?? []).map((one) => ({ ...one, isFault: false })),
    ]),
  );
}

/** Whether a member is the one at a path, or lies within it. */
export const isWithin = (member: string, path: string): boolean =>
  member === path || member.startsWith(`${path}.`) || member.startsWith(`${path}[`);

/** What the server says of the members at some paths, and of those within them. */
export function useRemarks(paths: () => readonly string[]) {
  const all = inject(
    KEY,
    computed(() => []),
  );
  const remarks = computed(() => all.value.filter(({ member }) => paths().some((path) => isWithin(member, path))));
  const hasFault = computed(() => remarks.value.some(({ isFault }) => isFault));
  return { remarks, hasFault };
}
