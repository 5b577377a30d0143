/** What things are called, as lists and cards show it. Plain types only. */

export interface RegionName {
  code: string;
  name: string;
  nameEn: string | null;
}
