import { describe, expect, test } from 'vitest';
import { pageOf, spansIn } from '../../src/corpus/page.ts';
import { parseWork } from '../../src/corpus/parse.ts';
import { readRawText } from '../../src/corpus/raw/raw-text.ts';
import { type Draft } from '../../src/import/draft.ts';
import { type BroughtFile, type Format, ImportFault, type Names } from '../../src/import/format.ts';
import { piecesOf } from '../../src/import/works/pieces.ts';
import { textOfWork, writtenWork } from '../../src/import/works/text-work.ts';

/** A file of these bytes, or of this text in UTF-8. */
export function brought(name: string, content: string | Uint8Array): BroughtFile {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return { name, bytes, address: null };
}

/** Every work of a file. */
export async function draftsOf(
  format: Format,
  file: BroughtFile,
  names: Names = 'full',
): Promise<Draft[]> {
  return await Array.fromAsync(format.read(file, { names }));
}

/** The one French sentence a file is refused with. */
export async function refusalOf(format: Format, file: BroughtFile): Promise<string> {
  const fault: unknown = await draftsOf(format, file).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(fault).toBeInstanceOf(ImportFault);
  return (fault as ImportFault).message;
}

/** What every kind of file keeps to. `sound` are files of its exact shape, `broken` what must be refused. */
export function keepsFormat(
  format: Format,
  { sound, broken }: { sound: readonly BroughtFile[]; broken: readonly BroughtFile[] },
): void {
  describe(`${format.label}, as any format`, () => {
    test.each(sound)('recognises $name and reads words of somebody in it', async (file) => {
      expect(format.recognises(file)).toBe(true);
      const drafts = await draftsOf(format, file);
      expect(drafts.length).toBeGreaterThan(0);
      for (const { turns } of drafts) expect(turns.length).toBeGreaterThan(0);
    });

    test.each(sound)('gives paragraphs of $name as a reader sees them', async (file) => {
      const turns = (await draftsOf(format, file)).flatMap((draft) => draft.turns);
      for (const { paragraphs } of turns) {
        expect(paragraphs.length).toBeGreaterThan(0);
        for (const { text } of paragraphs) {
          expect(text).toBe(text.replace(/\s+/gu, ' ').trim());
          expect(text).toMatch(/\S/u);
          expect(text).not.toMatch(/[\p{Cc}\u00AD\u200B\uFEFF]/u);
        }
      }
    });

    test.each(sound)('says in $name how each voice is known', async (file) => {
      const turns = (await draftsOf(format, file)).flatMap((draft) => draft.turns);
      for (const { speaker } of turns) {
        expect(speaker.name === null).toBe(speaker.certainty === 'unknown');
        expect(speaker.why !== null).toBe(speaker.certainty === 'deduced');
        expect(speaker.name ?? 'x').toMatch(/\S/u);
        if (speaker.quotedBy !== null) expect(speaker.role).toBe('cité');
      }
    });

    test.each(sound)(
      'calls each turn of $name by a key of its own, and answers one of them',
      async (file) => {
        for (const { turns } of await draftsOf(format, file)) {
          const keys = turns.flatMap(({ key }) => key ?? []);
          expect(new Set(keys).size).toBe(keys.length);
          for (const { answers } of turns) if (answers !== null) expect(keys).toContain(answers);
        }
      },
    );

    test.each(sound)('writes $name as works that are read back to the character', async (file) => {
      for (const draft of await draftsOf(format, file)) {
        const written = writtenWork(draft, { id: 'essai', raw: 'essai.txt', right: 'own' });
        const bytes = new TextEncoder().encode(textOfWork(written));
        const { value, faults } = parseWork({ name: 'essai.md', bytes });
        expect(faults).toEqual([]);
        expect(value?.passages.map(({ text }) => text)).toEqual(
          written.sections.map(({ text }) => text),
        );
        const excerpts = writtenWork(draft, { id: 'essai', raw: 'essai.txt', right: 'quotations' });
        const cut = parseWork({
          name: 'essai.md',
          bytes: new TextEncoder().encode(textOfWork(excerpts)),
        });
        expect(cut.faults).toEqual([]);
        expect(cut.value?.waiting).toHaveLength(excerpts.sections.length);
      }
    });

    test.each(sound)(
      'gives of $name what an independent reader finds in it, in order',
      async (file) => {
        const { raw } = await readRawText(file.name, file.bytes);
        for (const draft of await draftsOf(format, file)) {
          const pieces = draft.turns.flatMap((turn) => piecesOf(turn, draft));
          const page = pageOf({ cuts: [] }, raw?.text ?? '');
          const places = pieces.map(({ text }) => ({ text, place: null }));
          const absent = spansIn(page, places, raw?.isOrdered).flatMap((span, at) =>
            span === null ? [pieces[at]?.text] : [],
          );
          expect(absent).toEqual([]);
        }
      },
    );

    test.each(broken)('refuses $name in one French sentence', async (file) => {
      const sentence = await refusalOf(format, file);
      expect(sentence).toMatch(/^[^\n]{10,300}$/u);
    });
  });
}
