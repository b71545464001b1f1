/** A screen on which a line can be written over. */
interface Screen {
  readonly isTTY?: boolean;
  readonly write: (text: string) => unknown;
}

/** Nobody needs to be told of a wait shorter than this. */
const PATIENCE_MS = 1000;
const WIDTH = 30;

/** Draws how far something is (from 0 to 1) on a terminal, once it takes long; nothing elsewhere. */
export function progressBar(screen: Screen, now: () => Date): (share: number) => void {
  const started = now().getTime();
  let drawn = -1;
  return (share) => {
    const percent = Math.floor(share * 100);
    const isWorthIt = screen.isTTY === true && percent !== drawn;
    if (!isWorthIt || now().getTime() - started < PATIENCE_MS) return;
    drawn = percent;
    const full = '█'.repeat(Math.round(share * WIDTH)).padEnd(WIDTH, '░');
    screen.write(share < 1 ? `\r${full} ${percent} %` : '\r\u001B[K');
  };
}
