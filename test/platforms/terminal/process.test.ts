import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { realCorpus } from '../../fixtures/corpora.ts';
import { folderWith } from '../../fixtures/folder.ts';
import { PROGRAM, SETTINGS, runProgram } from '../../fixtures/process.ts';
import { SOUND_WORK, changed } from '../../fixtures/works.ts';

const ROI = realCorpus.passages.find(({ id }) => id === 'blog-interaction-2012#roi')?.text ?? '';

describe('the program answers', () => {
  test('one line given as an argument', async () => {
    const { code, output, errors } = await runProgram(['debat', '/debat roi']);
    expect([code, errors]).toEqual([0, '']);
    expect(output).toMatch(
      /^\d+\u00A0passages\u00A0: roi\n\n {3}Les 2\u00A0passages [^\n]*\n\n1\. «/u,
    );
    expect(output).toContain(ROI);
    expect(output).not.toContain('\u001B');
  });

  test('lines piped in, one document each', async () => {
    const input = '/debat roi\n\n/position kabla ; blogs\n/citation\n/debat\n/debat zzzz\n';
    const { code, output, errors } = await runProgram(['debat', '--json'], { input });
    expect([code, errors]).toEqual([0, '']);
    const documents = output
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(documents).toMatchObject([
      { version: 1, kind: 'quotes', command: 'debat', query: 'roi', message: null },
      { version: 1, kind: 'position', command: 'position', query: 'blogs' },
      { version: 1, kind: 'quotes', command: 'citation', total: 1 },
      { version: 1, kind: 'help', quotes: [] },
      { version: 1, kind: 'notice', quotes: [], total: 0 },
    ]);
    for (const document of documents) {
      expect(document).toMatchObject({ corpus: { hash: realCorpus.hash, sources: 5 } });
    }
  });

  test('what it answered, when asked to verify it', async () => {
    const { output } = await runProgram(['debat', '--json', '/debat roi']);
    const folder = folderWith({ 'true.json': output, 'false.json': changed(output, 'ROI', 'roi') });
    const proven = await runProgram(['verifier', `${folder}/true.json`]);
    expect([proven.code, proven.errors]).toEqual([0, '']);
    const refuted = await runProgram(['verifier', `${folder}/false.json`]);
    expect(refuted.code).toBe(1);
    expect(refuted.output).toContain('réfuté (document)');
  });
});

describe('the program ends with 2 and a sentence', () => {
  test.each<[string, string[], Record<string, string>, RegExp]>([
    ['an unknown flag', ['debat', '--page', '2'], {}, /--page[^]*usage: npm run --silent debat/u],
    ['an unknown command', ['debat', '/inconnue'], {}, /^Commande inconnue\u00A0: inconnue\. /u],
    ['nothing to answer', ['debat', ''], {}, /nothing is asked/u],
    ['a zone that is none', ['debat', '/debat'], { TIME_ZONE: 'Paris' }, /^TIME_ZONE is not/u],
    ['a folder that is not there', ['debat', '/debat'], { CORPUS_DIR: '/nowhere' }, /\/nowhere/u],
    ['a wrong word for the operator', ['corpus', 'chekc'], {}, /^usage: npm run corpus/u],
    ['a message that is not there', ['verifier', '/nowhere'], {}, /cannot read \/nowhere/u],
  ])('for %s', async (_, typed, settings, said) => {
    const { code, output, errors } = await runProgram(typed, { settings });
    expect([code, output]).toEqual([2, '']);
    expect(errors).toMatch(said);
    expect(errors).not.toMatch(/^\s+at /mu);
  });

  test('for a corpus with faults, all of them, and answers nothing', async () => {
    const folder = folderWith({
      'exemple-2013.md': changed(changed(SOUND_WORK, '2013-03', '2013-13'), 'auteur\n', 'autor\n'),
    });
    const { code, output, errors } = await runProgram(['debat', '/debat page'], {
      settings: { CORPUS_DIR: folder },
    });
    expect([code, output]).toEqual([2, '']);
    expect(errors.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/exemple-2013\.md:6:1: valeur inattendue pour « date » — /u),
      expect.stringMatching(/exemple-2013\.md:26:1: rôle inconnu « autor » — /u),
    ]);
  });
});

test('the program ends quietly when nobody reads on', async () => {
  const child = spawn(process.execPath, [PROGRAM, 'debat'], { env: SETTINGS });
  const closed = once(child, 'close');
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  child.stdin.on('error', () => undefined).end('/position gourvennec\n'.repeat(200));
  child.stdout.once('data', () => child.stdout.destroy());
  await closed;
  expect(errors).not.toMatch(/^\s+at /mu);
});
