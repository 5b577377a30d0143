/** Resolves when the browser has drawn what is there now; at once in a page that nobody sees, which it does not draw. */
export const painted = (): Promise<void> =>
  new Promise((done) => {
    const soon = (): void => void setTimeout(done);
    if (document.hidden) soon();
    // What is laid out by what it measures, such as a list of rows, is there in the second frame.
    else requestAnimationFrame(() => requestAnimationFrame(soon));
  });
