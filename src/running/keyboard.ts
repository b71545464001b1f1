import { emitKeypressEvents } from 'node:readline';
import type { Surroundings } from './surroundings.ts';

/** A key as Node names it: `left`, `return`, or the letter. */
export interface Key {
  readonly name?: string | undefined;
  readonly ctrl?: boolean | undefined;
  /** What it types. */
  readonly sequence?: string | undefined;
}

/** As much as a screen shows, in characters. */
export interface ScreenSize {
  readonly columns: number;
  readonly rows: number;
}

/** What is read key by key, one screen at a time. */
export interface Reader {
  readonly isDone: boolean;
  press(key: Key): void;
  /** Lines that fit. */
  screen(size: ScreenSize): readonly string[];
}

/** The other screen of a terminal: what was there before is there again when it is left. */
const [ENTER, LEAVE] = ['\u001B[?1049h\u001B[?25l', '\u001B[?25h\u001B[?1049l'];
const [HOME, CLEAR_LINE, CLEAR_BELOW] = ['\u001B[H', '\u001B[K', '\u001B[J'];
const [USUAL_COLUMNS, USUAL_ROWS] = [80, 24];

/** Shows a reader on a terminal and gives it each key, until it is done, or its person leaves (Ctrl-C, Ctrl-D). */
export async function readOnTerminal(
  reader: Reader,
  { input, output, untilStopped }: Pick<Surroundings, 'input' | 'output' | 'untilStopped'>,
): Promise<void> {
  const draw = () => {
    const { columns = USUAL_COLUMNS, rows = USUAL_ROWS } = output;
    const lines = reader.screen({ columns, rows }).slice(0, rows);
    output.write(HOME + lines.map((line) => `${line}${CLEAR_LINE}`).join('\r\n') + CLEAR_BELOW);
  };
  const { promise: left, resolve, reject } = Promise.withResolvers<undefined>();
  // Several keys may come at once, and those after the last one are nobody's.
  let isLeft = false;
  const leave = () => {
    isLeft = true;
    resolve(undefined);
  };
  const onKey = (typed: string | undefined, key: Key) => {
    if (isLeft) return;
    if (key.ctrl === true && (key.name === 'c' || key.name === 'd')) {
      leave();
      return;
    }
    try {
      reader.press({ ...key, sequence: typed });
      if (reader.isDone) leave();
      else draw();
    } catch (fault) {
      isLeft = true;
      reject(fault);
    }
  };
  emitKeypressEvents(input);
  input.setRawMode?.(true);
  output.write(ENTER);
  try {
    draw();
    output.on('resize', draw);
    input.on('keypress', onKey).once('end', leave).resume();
    await Promise.race([left, untilStopped()]);
  } finally {
    output.off('resize', draw);
    input.off('keypress', onKey).off('end', leave).pause();
    input.setRawMode?.(false);
    output.write(LEAVE);
  }
}
