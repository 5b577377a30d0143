import type { ItemGuide } from '../../domain/item-guide.js';
import type { ItemVersion } from '../../domain/standards.js';

/** What one version of an item says; stored as JSON and never edited. */
export interface ItemBody
  extends
    Omit<ItemVersion, 'id' | 'code' | 'version' | 'effectiveFrom' | 'pauses' | 'pausesKnown' | 'guide'>,
    Pick<ItemGuide, 'maxVisits' | 'refusals' | 'result' | 'resultName' | 'handling' | 'siteCheck'> {
  /** Absent: nobody has said which; an empty list says that there are none. */
  readonly pauses?: ItemVersion['pauses'];
  readonly materials?: readonly unknown[];
  readonly fees?: readonly unknown[];
  readonly discretion?: readonly unknown[];
}
