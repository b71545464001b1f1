import { BotError } from './errors.ts';

/** Everything the environment decides. */
export interface Config {
  /** The folder of the works. */
  readonly corpusFolder: string;
  /** The zone whose date makes « today » for the quotation of the day. */
  readonly timeZone: string;
}

interface Setting {
  readonly name: string;
  /** What it is when the environment says nothing. */
  readonly standard: string;
  /** For `.env.example`. */
  readonly purpose: string;
  readonly isValid: (value: string) => boolean;
  readonly expected: string;
}

/** Every environment variable that is read, and what `.env.example` says of it. */
export const SETTINGS = {
  corpusFolder: {
    name: 'CORPUS_DIR',
    standard: 'corpus',
    purpose: 'Folder of the works that may be quoted (corpus/README.md).',
    isValid: (value) => value.trim() !== '',
    expected: 'a folder',
  },
  timeZone: {
    name: 'TIME_ZONE',
    standard: 'Europe/Paris',
    purpose: 'IANA zone whose date is « today » for the quotation of the day.',
    isValid: isTimeZone,
    expected: 'an IANA time zone such as Europe/Paris',
  },
} as const satisfies Readonly<Record<keyof Config, Setting>>;

/** Reads the environment; throws one BotError that tells every fault and its remedy. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const faults: string[] = [];
  const value = ({ name, standard, isValid, expected }: Setting): string => {
    const given = environment[name];
    if (given === undefined || given === '') return standard;
    if (!isValid(given)) faults.push(`${name} is not valid: expected ${expected}`);
    return given;
  };
  const config = {
    corpusFolder: value(SETTINGS.corpusFolder),
    timeZone: value(SETTINGS.timeZone),
  };
  if (faults.length > 0) throw new BotError('configuration', faults.join('\n'));
  return config;
}

function isTimeZone(value: string): boolean {
  try {
    new Intl.DateTimeFormat('fr', { timeZone: value });
    return true;
  } catch {
    return false;
  }
}
