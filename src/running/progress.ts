/** A screen on which a line can be written over. */
interface Screen {
  readonly isTTY?: boolean;
  readonly write: (text: string) => unknown;
}

/** Nobody needs to be told of a wait shorter than this. */
const PATIENCE_MS = 1000;
const WIDTH = 30;
/** Takes away what stands after the cursor: a longer line may have been there. */
const CLEAR_LINE = '\u001B[K';

/**
 * Draws how far something is (from 0 to 1) on a terminal, and what there is to tell of it, once it takes
 * long; nothing elsewhere. A share of 1 takes the bar away.
 */
export function progressBar(
  screen: Screen,
  now: () => Date,
): (share: number, told?: string) => void {
  const started = now().getTime();
  let drawn = '';
  return (share, told = '') => {
    const percent = Math.floor(share * 100);
    const next = `${percent} % ${told}`.trimEnd();
    const isWorthIt = screen.isTTY === true && next !== drawn;
    if (!isWorthIt || now().getTime() - started < PATIENCE_MS) return;
    drawn = next;
    const full = '█'.repeat(Math.round(share * WIDTH)).padEnd(WIDTH, '░');
    screen.write(share < 1 ? `\r${full} ${next}${CLEAR_LINE}` : `\r${CLEAR_LINE}`);
  };
}
