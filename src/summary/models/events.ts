import { parsed } from './json-values.ts';

const LINE_END = /\r\n|\r|\n/u;
/** Server-sent events, whether they were asked for or not: lines of fields, or of comments. */
const EVENTS = /^\s*(?:(?:data|event|id|retry):|:)/u;

export function areEvents(body: string): boolean {
  return EVENTS.test(body);
}

/**
 * The JSON of each event (https://html.spec.whatwg.org/multipage/server-sent-events.html). What is none,
 * such as a comment, a sign of life or the last word, is passed over; some servers leave out the blank
 * line between two events.
 */
export function eventsIn(body: string): readonly unknown[] {
  return body.split(/(?:\r\n|\r|\n){2,}/u).flatMap((event) => {
    const lines = event.split(LINE_END).filter((line) => line.startsWith('data:'));
    const data = lines.map((line) => line.slice('data:'.length));
    const whole = parsed(data.join('\n'));
    return (whole === undefined ? data.map(parsed) : [whole]).filter((each) => each !== undefined);
  });
}
