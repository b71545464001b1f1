import { COMMAND_NAMES } from '../../../ask/request.ts';

/** How commands are called in a workspace: `SLACK_COMMAND_PREFIX` stands before each name. */
export interface CommandNames {
  /** `/d-debat` as `debat`, and `/debat` too: a manifest without the prefix still works. */
  readonly bare: (typed: string) => string;
  /** Our own words with every command as it is typed here. */
  readonly written: (text: string) => string;
}

const MENTIONED = new RegExp(
  `/(${COMMAND_NAMES.toSorted((a, b) => b.length - a.length).join('|')})(?![\\p{L}\\p{N}-])`,
  'gu',
);

export function commandNames(prefix: string): CommandNames {
  return {
    bare: (typed) => {
      const name = typed.replace(/^\//u, '');
      return prefix !== '' && name.startsWith(prefix) ? name.slice(prefix.length) : name;
    },
    written: (text) => (prefix === '' ? text : text.replace(MENTIONED, `/${prefix}$1`)),
  };
}
