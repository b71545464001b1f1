import { describe, expect, test } from 'vitest';
import { openArchive } from '../../src/import/archive.ts';
import { ImportFault } from '../../src/import/format.ts';
import { brought } from '../contracts/format.ts';
import { zipOf } from './zip.ts';

const MEGABYTE = 1024 * 1024;

async function faultOf(attempt: Promise<unknown>): Promise<string> {
  const fault = await attempt.catch((cause: unknown) => cause);
  expect(fault).toBeInstanceOf(ImportFault);
  return (fault as ImportFault).message;
}

describe('an archive', () => {
  test('lists its files without its folders, and gives the bytes of each', async () => {
    const zip = zipOf({ 'été/': '', 'été/a.txt': 'bonjour', 'b.txt': '' });
    const archive = await openArchive(brought('x.zip', zip));
    expect(archive.names).toEqual(['été/a.txt', 'b.txt']);
    expect(new TextDecoder().decode((await archive.read('été/a.txt')).bytes)).toBe('bonjour');
    expect((await archive.read('b.txt')).bytes).toHaveLength(0);
    expect(await faultOf(archive.read('c.txt'))).toBe(
      'x.zip ne contient pas c.txt : exportez de nouveau',
    );
  });

  test.each([
    ['empty', new Uint8Array(), /vide/u],
    ['no zip', new TextEncoder().encode('PK bonjour'), /zip entière/u],
    ['cut', zipOf({ 'a.txt': 'bonjour' }).subarray(0, 60), /zip entière/u],
    ['climbing', zipOf({ '../a.txt': 'bonjour' }), /sort de l’archive/u],
    ['absolute', zipOf({ '/etc/a.txt': 'bonjour' }), /sort de l’archive/u],
    ['encrypted', zipOf({ 'a.txt': 'bonjour' }, { isEncrypted: true }), /mot de passe/u],
    ['too large', zipOf({ 'a.txt': 'a' }, { size: 257 * MEGABYTE }), /256 Mo/u],
    ['too dense', zipOf({ 'a.txt': 'a'.repeat(3 * MEGABYTE) }), /200 fois/u],
  ])('that is %s is refused', async (_name, bytes, sentence) => {
    expect(await faultOf(openArchive(brought('x.zip', bytes)))).toMatch(sentence);
  });

  test('of more than 20 000 files is refused', async () => {
    const files = Object.fromEntries(Array.from({ length: 20_001 }, (_, at) => [`${at}`, '']));
    expect(await faultOf(openArchive(brought('x.zip', zipOf(files))))).toMatch(/20 000/u);
  });

  test('whose header says too little of an entry is refused while it is inflated', async () => {
    const lying = zipOf({ 'a.txt': 'a'.repeat(3 * MEGABYTE) }, { size: 10 });
    const archive = await openArchive(brought('x.zip', lying));
    expect(await faultOf(archive.read('a.txt'))).toMatch(/zip entière|200 fois/u);
  });
});
