import { decoded } from '../bounds.ts';
import { draftOf, lengthOf, type Draft } from '../draft.ts';
import { ImportFault, type BroughtFile, type Format } from '../format.ts';
import { captionsIn, type Captions } from './caption-lines.ts';
import { turnsOfCaptions } from './caption-turns.ts';
import { MACHINE, UNLABELLED } from './record.ts';

/** Captions of a recording: WebVTT and SubRip, as televisions, platforms of videos and meetings write them. */
export const captions: Format = {
  label: 'sous-titres',
  recognises: ({ name }) => ENDING.test(name),
  read: readCaptions,
};

const ENDING = /\.(?:vtt|srt)(?:[?#].*)?$/iu;

async function* readCaptions(file: BroughtFile): AsyncIterable<Draft> {
  const text = decoded(file);
  const read = await captionsIn(file.name, text);
  const { turns, hasBareChanges } = turnsOfCaptions(read.lines);
  if (turns.every(({ paragraphs }) => paragraphs.every((each) => !/\p{L}/u.test(each.text)))) {
    throw new ImportFault(`${file.name} ne contient les mots de personne : rien n’est importé`);
  }
  const isMachineHeard = isHeardByMachine(file.name, text, read);
  const isNamed = turns.some(({ speaker }) => speaker.name !== null);
  const language = languageOf(file.name, read);
  yield draftOf({
    title: titleIn(file.name),
    kind: 'sous-titres',
    typedBy: 'sous-titres importés, ni relus ni retapés',
    ...(isMachineHeard && MACHINE),
    isUnbroken: true,
    turns,
    doubts: [
      ...(isNamed ? [] : [UNLABELLED]),
      ...(hasBareChanges ? [CHANGES] : []),
      ...(language === null || /^fr/iu.test(language) ? [] : [foreign(language)]),
      ...(isPunctuated(turns) ? [] : [UNPUNCTUATED]),
    ],
  });
}

const CHANGES =
  'des tirets ou des chevrons disent que la voix change, sans dire qui parle : ces voix sont non identifiées';
const UNPUNCTUATED =
  'presque aucune phrase n’y finit par un point : les passages sont coupés où un sous-titre finit';

function foreign(language: string): string {
  return `le fichier se dit en « ${language.slice(0, 20)} », et non en français`;
}

/**
 * Only a program times each word: `<00:00:01.200><c> mot</c>` is YouTube’s, and « .fr-orig » what yt-dlp calls it. Teams calls its captions by the
 * identifier of the meeting, and Zoom its transcripts by the hour of the recording; both are always heard by
 * a machine. « Kind: captions » is no sign, for captions that people write have it too.
 */
const MACHINE_SIGNS = [
  /<\d{2}:\d{2}:\d{2}\.\d{3}><c>/u,
  /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}[-/]\d+(?:[-/]\d+)?$/imu,
];
/** What a note of the file says of how it was made; only a machine counts how sure it is. */
const MACHINE_NOTES =
  /\b(?:confidence|recognizability|auto(?:matically)?[ -]?(?:generated|captions?)|speech recognition|automatic (?:captions?|transcript)|transcription automatique|(?:générée?s?|transcrite?s?) automatiquement|sous-titres automatiques|whisper)\b/iu;
const MACHINE_NAMES =
  /(?:[._ ([-](?:auto|asr|whisper)(?=[._ )\]-]|$))|auto[ _-]?generated|générée?s? automatiquement|transcription automatique|\.[a-z]{2}-orig$|^GMT\d{8}-\d{6}_Recording/iu;

function isHeardByMachine(name: string, text: string, read: Captions): boolean {
  const { notes, areFlashing } = read;
  return (
    areFlashing ||
    MACHINE_SIGNS.some((sign) => sign.test(text)) ||
    notes.some((note) => MACHINE_NOTES.test(note)) ||
    MACHINE_NAMES.test(baseName(name))
  );
}

/** « Language: fr » of the header, « NOTE language:fr-fr » of Microsoft, or « .fr.vtt ». */
function languageOf(name: string, { header, notes }: Captions): string | null {
  const stated = header['Language'] ?? header['language'];
  const noted = notes.flatMap((note) => /^NOTE language:\s*(\S+)/iu.exec(note)?.[1] ?? []);
  const inName = SUFFIX.exec(baseName(name))?.groups?.['language'];
  return stated ?? noted[0] ?? inName ?? null;
}

/** « .fr », « .fr-orig », « .fr.auto », as programs that save videos name captions. */
const SUFFIX =
  /\.(?<language>[a-z]{2})(?:-[a-z]{2,8})?(?:\.(?:auto|asr|cc|sdh))?$|\.(?:auto|asr)$/iu;
/** « Title [identifier] », as yt-dlp writes it. */
const VIDEO = /\s*\[[\w-]{11}\]$/u;

function titleIn(name: string): string | null {
  const title = baseName(name).replace(SUFFIX, '').replace(VIDEO, '').trim();
  return /\p{L}/u.test(title) ? title : null;
}

/** The name of the file in its folder or at its address, without its ending. */
function baseName(name: string): string {
  return name.replace(ENDING, '').split(/[/\\]/u).at(-1) ?? '';
}

/** Sentences of speech rarely have more than a hundred words. */
const LONGEST_SENTENCE = 600;

function isPunctuated(turns: Draft['turns']): boolean {
  const said = turns.flatMap(({ paragraphs }) => paragraphs);
  const length = lengthOf(said);
  const ends = said.flatMap(({ text }) => text.match(/[.!?…]+(?=\s|$)/gu) ?? []).length;
  return length < LONGEST_SENTENCE || ends > length / LONGEST_SENTENCE;
}
