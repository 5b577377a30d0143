/** Small personal settings of this browser; a browser that keeps none still works. */
export function readSetting(name: string): string | null {
  try {
    return localStorage.getItem(`liangpai.${name}`);
  } catch {
    return null;
  }
}

export function writeSetting(name: string, value: string): void {
  try {
    localStorage.setItem(`liangpai.${name}`, value);
  } catch {
    // Private windows may refuse; the choice then lasts until the page is closed.
  }
}
