import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import { pagesBelow } from '../debate/address.ts';
import { BotError } from '../errors.ts';
import { debateFoldersIn } from '../running/files.ts';
import type { CorpusChoice } from '../running/reader.ts';

/** A debate that a command works on, by its folder. */
export interface KeptDebate extends CorpusChoice {
  /** The name of its folder among several; empty where it is the only one. */
  readonly key: string;
}

export type KeptDebates = readonly [KeptDebate, ...KeptDebate[]];

/** What says which debates there are. */
export type KeptSettings = Pick<
  Config,
  'debatesFolder' | 'corpusFolder' | 'showsProposed' | 'publicUrl'
>;

/** The debate of a key, else all. Throws a BotError where there is none of that key, or none at all. */
export function debatesChosen(key: string | null, config: KeptSettings): KeptDebates {
  const { debatesFolder, corpusFolder, showsProposed, publicUrl } = config;
  if (debatesFolder === null) {
    if (key !== null) throw new BotError('usage', NOT_SEVERAL);
    return [{ key: '', corpusFolder, showsProposed, publicUrl }];
  }
  const keys = debateFoldersIn(debatesFolder);
  if (key !== null && !keys.includes(key)) {
    const message = `pas de débat « ${key} » dans ${debatesFolder}, qui a : ${keys.join(', ')}`;
    throw new BotError('usage', message);
  }
  const [first, ...others] = (key === null ? keys : [key]).map((each) => ({
    ...{ key: each, corpusFolder: join(debatesFolder, each), showsProposed },
    publicUrl: pagesBelow(publicUrl, each),
  }));
  if (first !== undefined) return [first, ...others];
  const message = `aucun débat dans ${debatesFolder} : chacun est un dossier qui a son debate.yaml`;
  throw new BotError('usage', message);
}

/** The same for what works on one. Throws a BotError where there are several and no key. */
export function debateChosen(key: string | null, config: KeptSettings): KeptDebate {
  const debates = debatesChosen(key, config);
  requireOne(debates, 'cette commande');
  return debates[0];
}

/** Throws a BotError where something works on one debate, and there are several. */
export function requireOne(debates: readonly Pick<KeptDebate, 'key'>[], what: string): void {
  if (debates.length <= 1) return;
  const keys = debates.map(({ key }) => key).join(', ');
  throw new BotError(
    'usage',
    `${what} ne vaut que pour un débat : dites lequel avec --debat (${keys})`,
  );
}

const NOT_SEVERAL =
  '--debat choisit un débat parmi ceux de DEBATES_DIR, qui n’est pas réglé : CORPUS_DIR dit le dossier du seul débat';

/** `--debat KEY` or `--debat=KEY`, wherever it was typed. Throws a BotError where it has no key, or comes twice. */
export function takeKey(typed: readonly string[]) {
  const at = typed.findIndex((each) => /^--debat(?:=|$)/u.test(each));
  if (at < 0) return { key: null, rest: typed };
  const [, written = null] = /^--debat=(.*)$/su.exec(typed[at] ?? '') ?? [];
  const key = written ?? typed[at + 1] ?? '';
  const rest = [...typed.slice(0, at), ...typed.slice(at + (written === null ? 2 : 1))];
  const isTwice = rest.some((each) => /^--debat(?:=|$)/u.test(each));
  if (key === '' || key.startsWith('-') || isTwice) {
    throw new BotError('usage', 'écrivez --debat et le nom d’un débat, une fois');
  }
  return { key, rest };
}
