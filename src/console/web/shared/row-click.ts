/** A click on a row as a whole opens it; not one on its link (keyboard, new tab, copying), nor the end of a selection. */
export function rowClick(event: MouseEvent, open: () => void): void {
  if (event.target instanceof Element && event.target.closest('a')) return;
  if (window.getSelection()?.type !== 'Range') open();
}
