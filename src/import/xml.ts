import { SaxesParser } from 'saxes';
import { decoded, readerText } from './bounds.ts';
import { type BroughtFile, ImportFault } from './format.ts';

/** What a parser holds at once beside what is made of it. */
const CHUNK_CHARACTERS = 64 * 1024;
/** No document of people nests so far. */
const DEEPEST = 512;
const DECLARATION_BYTES = 400;

export interface XmlTag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Who is told what stands in an XML file, in its order, and gives what it has made of it so far. */
export interface XmlListener<Made> {
  readonly open: (tag: XmlTag) => void;
  readonly text: (text: string) => void;
  readonly close: (name: string) => void;
  /** What is ready since the last time: it is taken out when it is given. */
  readonly made: Made[];
}

/** What a listener makes of an XML file; throws an ImportFault where the file is no sound XML. */
export function* readXml<Made>(file: BroughtFile, listener: XmlListener<Made>): Iterable<Made> {
  const [, encoding] = /<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)["']/u.exec(startOf(file)) ?? [];
  const text = decoded(file, encoding);
  const parser = parserFor(file.name, listener);
  for (let at = 0; at < text.length; at += CHUNK_CHARACTERS) {
    parser.write(text.slice(at, at + CHUNK_CHARACTERS));
    yield* listener.made.splice(0);
  }
  parser.close();
  yield* listener.made.splice(0);
}

/** The first characters of a file, whatever its encoding: enough for its declaration and its first tags. */
export function startOf({ bytes }: BroughtFile, length = DECLARATION_BYTES): string {
  return new TextDecoder('latin1').decode(bytes.subarray(0, length)).replaceAll('\0', '');
}

function parserFor<Made>(name: string, { open, text, close }: XmlListener<Made>): SaxesParser {
  const parser = new SaxesParser({ xmlns: false });
  let depth = 0;
  parser.on('error', ({ message }) => {
    throw new ImportFault(`${name}, ligne ${parser.line} : ${faultIn(message)}`);
  });
  parser.on('doctype', (doctype) => {
    if (!doctype.includes('[')) return;
    throw new ImportFault(
      `${name} déclare des entités dans son DOCTYPE : retirez cette déclaration`,
    );
  });
  parser.on('opentag', (tag) => {
    depth += 1;
    if (depth > DEEPEST) {
      throw new ImportFault(
        `${name}, ligne ${parser.line} : plus de ${DEEPEST} balises sont imbriquées, enregistrez le fichier de nouveau`,
      );
    }
    open(tag);
  });
  parser.on('text', text);
  parser.on('cdata', text);
  parser.on('closetag', (tag) => {
    depth -= 1;
    close(tag.name);
  });
  return parser;
}

function faultIn(message: string): string {
  if (message.includes('entity')) {
    return 'une entité n’est pas de celles du XML, remplacez-la par le caractère lui-même';
  }
  if (/unclosed tag|unexpected end|must contain a root/u.test(message)) {
    return 'le XML s’arrête avant sa fin, enregistrez le fichier de nouveau';
  }
  return 'le XML n’est pas bien formé, corrigez cette ligne ou enregistrez le fichier de nouveau';
}

/** An element of a short file, without its namespace, and the words that stand in it alone. */
export interface Entry extends XmlTag {
  readonly words: string;
}

/** Every element of a short XML file, inner ones first. */
export function entriesIn(file: BroughtFile): Entry[] {
  const open: { readonly tag: XmlTag; words: string }[] = [];
  const listener: XmlListener<Entry> = {
    made: [],
    open: (tag) => void open.push({ tag, words: '' }),
    text: (text) => {
      const last = open.at(-1);
      if (last !== undefined) last.words += text;
    },
    close: (name) => {
      const { tag, words } = open.pop() ?? { tag: { attributes: {} }, words: '' };
      const own = name.slice(name.indexOf(':') + 1);
      listener.made.push({ name: own, attributes: tag.attributes, words: readerText(words) });
    },
  };
  return [...readXml(file, listener)];
}
