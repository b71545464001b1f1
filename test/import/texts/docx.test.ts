import { describe, expect, test } from 'vitest';
import { docx } from '../../../src/import/texts/docx.ts';
import { brought, draftsOf, keepsFormat, refusalOf } from '../../contracts/format.ts';
import { linesOf } from '../../corpus/raw/reading.ts';
import { zipOf } from '../zip.ts';

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const WORD =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"';
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** A document as Word in French saves it: styles have English names and French identifiers. */
function saved(body: string): Record<string, string> {
  return {
    '[Content_Types].xml': `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
    '_rels/.rels': `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/document.xml': `${XML}<w:document ${WORD}><w:body>${body}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>`,
    'word/_rels/document.xml.rels': `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/styles" Target="styles.xml"/><Relationship Id="rId2" Type="${OFFICE}/footnotes" Target="footnotes.xml"/></Relationships>`,
    'word/styles.xml': `${XML}<w:styles ${WORD}>${[
      ['Titre', 'Title'],
      ['Titre1', 'heading 1'],
      ['Citation', 'Quote'],
      ['TM1', 'toc 1'],
    ]
      .map(
        ([id, name]) =>
          `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/></w:style>`,
      )
      .join('')}</w:styles>`,
    'word/footnotes.xml': `${XML}<w:footnotes ${WORD}><w:footnote w:id="1">${line('Note de bas de page.')}</w:footnote></w:footnotes>`,
  };
}

function run(text: string, properties = ''): string {
  return `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
}

function line(text: string, style?: string): string {
  return paragraph(run(text), style);
}

function paragraph(runs: string, style?: string): string {
  const named = style === undefined ? '' : `<w:pStyle w:val="${style}"/>`;
  return `<w:p><w:pPr>${named}<w:tabs><w:tab w:val="left" w:pos="708"/></w:tabs></w:pPr>${runs}</w:p>`;
}

function word(name: string, body: string) {
  return brought(name, zipOf(saved(body)));
}

const BOLD = '<w:b/>';
const MINUTES = [
  line('Conseil municipal d’Ormelande : séance du 12 mars 2024', 'Titre'),
  line('1. Ouverture\t2', 'TM1'),
  line('Présents : Mme Morin, M. Arnoux'),
  paragraph(`${run('M. le maire :', BOLD)}${run(' La séance est ouverte.')}`),
  paragraph(
    `${run('Mme Morin, adjointe :', BOLD)}${run(' La piscine a coûté 12')}<w:r><w:footnoteReference w:id="1"/></w:r>${run(' millions')}<w:r><w:noBreakHyphen/></w:r>${run('or.')}`,
  ),
  line('Je le regrette.'),
  `<w:tbl><w:tr><w:tc>${line('Bassin')}</w:tc><w:tc>${line('12 000')}</w:tc></w:tr></w:tbl>`,
  paragraph(`${run('M. le maire :', BOLD)}${run(' Merci.')}`),
  paragraph(`${run('Mme Morin, adjointe :', BOLD)}${run(' De rien.')}`),
  paragraph(`${run('Mme Diallo :', BOLD)}${run(' Enfin !')}`),
  paragraph(`${run('Attention :', BOLD)}${run(' je vote contre.')}`),
  line('2. Délibération', 'Titre1'),
  line('Les travaux dureront deux ans.'),
].join('');

async function turnsOf(body: string) {
  const [draft] = await draftsOf(docx, word('conseil.docx', body));
  return draft?.turns.map(({ speaker, paragraphs }) => [
    speaker.name,
    ...paragraphs.map((each) => each.text),
  ]);
}

async function textOf(runs: string) {
  return (await turnsOf(paragraph(runs)))?.flat().slice(1).join('|');
}

const nested = (count: number) =>
  `${'<w:smartTag>'.repeat(count)}${line('Mot')}${'</w:smartTag>'.repeat(count)}`;
const whole = zipOf(saved(MINUTES));
const BOX = `<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing/></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>${line('Dans un cadre')}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent>`;

keepsFormat(docx, {
  sound: [
    word('conseil.docx', MINUTES),
    word('une-page.docx', line('Une page.') + line('Que rien ne signe.')),
    word(
      'cadre.docx',
      paragraph(`${run('Avant')}<w:r>${BOX}</w:r>${run(' et après.')}`) + line('Fin'),
    ),
    word(
      'suivi.docx',
      `<w:p><w:pPr><w:rPr><w:del w:id="1" w:author="A"/></w:rPr></w:pPr>${run('Un début')}</w:p>${line(' et sa fin.')}`,
    ),
  ],
  broken: [
    brought('vide.docx', ''),
    brought('coupe.docx', whole.subarray(0, whole.length - 300)),
    brought('ancien.docx', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])),
    brought('compte.docx', zipOf({ mimetype: 'application/vnd.oasis.opendocument.text' })),
    brought('protege.docx', zipOf(saved(MINUTES), { isEncrypted: true })),
    brought('ment.docx', zipOf(saved(MINUTES), { size: 1 })),
    word('bombe.docx', line('a'.repeat(30_000_000))),
    word('profond.docx', nested(600)),
    word('tres-profond.docx', nested(20_000)),
    word('sans-mot.docx', line('12 000 – 3')),
    word('masque.docx', paragraph(run('Caché', '<w:vanish/>'))),
    brought(
      'entites.docx',
      zipOf({
        ...saved(MINUTES),
        'word/document.xml': '<!DOCTYPE w [<!ENTITY a "b">]><w:document/>',
      }),
    ),
    brought('casse.docx', zipOf({ ...saved(MINUTES), 'word/document.xml': '<w:document><w:p>' })),
  ],
});

describe('minutes typed in Word', () => {
  test('give each voice its words, without tables, notes and tables of contents', async () => {
    expect(await turnsOf(MINUTES)).toEqual([
      ['M. le maire', 'La séance est ouverte.'],
      ['Mme Morin', 'La piscine a coûté 12 millions\u2011or.', 'Je le regrette.'],
      ['M. le maire', 'Merci.'],
      ['Mme Morin', 'De rien.'],
      ['Mme Diallo', 'Enfin !', 'Attention : je vote contre.'],
      [null, 'Les travaux dureront deux ans.'],
    ]);
  });

  test('have the title and the date of their heading', async () => {
    const [draft] = await draftsOf(docx, word('conseil.docx', MINUTES));
    expect(draft).toMatchObject({
      title: 'Conseil municipal d’Ormelande : séance du 12 mars 2024',
      date: '2024-03-12',
      kind: 'compte rendu',
    });
  });

  test('leave who speaks after a heading unknown, and say so', async () => {
    const [draft] = await draftsOf(docx, word('conseil.docx', MINUTES));
    expect(draft?.turns.at(-1)).toMatchObject({
      speaker: { certainty: 'unknown' },
      doubt: 'un intertitre précède, et rien ne dit qui parle après lui',
    });
  });
});

describe('a paragraph of Word', () => {
  test('keeps apart the words between which a tab, a break or a sign stands', async () => {
    for (const between of [
      'tab',
      'br',
      'br w:type="page"',
      'cr',
      'sym w:font="Wingdings" w:char="F0E0"',
    ]) {
      expect(await textOf(`${run('un')}<w:r><w:${between}/></w:r>${run('deux')}`)).toBe('un deux');
    }
  });

  test('keeps the words of a field and of a change accepted, without its code and what is deleted', async () => {
    const field = `<w:fldSimple w:instr=" AUTHOR ">${run('Morin')}</w:fldSimple>`;
    const changed = `<w:ins w:id="1" w:author="A">${run(' dit')}</w:ins><w:del w:id="2" w:author="A"><w:r><w:delText> crie</w:delText></w:r></w:del>`;
    expect(await textOf(`${field}${changed}${run(' oui')}`)).toBe('Morin dit oui');
    const [draft] = await draftsOf(docx, word('suivi.docx', paragraph(`${field}${changed}`)));
    expect(draft?.doubts.join()).toContain('modifications suivies');
  });

  test('is not cut by a hyphen that nobody sees, nor by the number of a note', async () => {
    const softly = `${run('démo')}<w:r><w:softHyphen/></w:r>${run('cratie')}`;
    expect(await textOf(`${softly}<w:r><w:endnoteReference w:id="1"/></w:r>${run('.')}`)).toBe(
      'démocratie.',
    );
  });

  test('is without what is hidden, as it is now and not as it was', async () => {
    const change = '<w:rPrChange w:id="3" w:author="A"><w:rPr><w:vanish/></w:rPr></w:rPrChange>';
    const runs = [run('Vu'), run(' et caché', '<w:vanish/>'), run(' et dit', change)];
    expect(await textOf(runs.join(''))).toBe('Vu et dit');
  });

  test('has a line of its own where a break precedes a label', async () => {
    const labelled = (name: string) => `${run(`${name} :`, BOLD)}${run(' Oui.')}<w:r><w:br/></w:r>`;
    const names = ['Mme Morin', 'M. Arnoux', 'Mme Morin', 'M. Arnoux'];
    const turns = await turnsOf(paragraph(names.map(labelled).join('')));
    expect(turns).toEqual(names.map((name) => [name, 'Oui.']));
  });

  test('is somebody else’s in the style of quotations', async () => {
    const [draft] = await draftsOf(
      docx,
      word('lettre.docx', line('Il disait :') + line('Jamais.', 'Citation') + line('Voilà.')),
    );
    expect(draft?.turns.map(({ speaker }) => speaker.role)).toEqual(['orateur', 'cité', 'orateur']);
  });

  test('is read in a table that holds most of the words', async () => {
    const table = `<w:tbl><w:tr><w:tc>${line('Le texte entier, dans une case.')}</w:tc></w:tr></w:tbl>`;
    expect(await turnsOf(line('En-tête') + table)).toEqual([
      [null, 'En-tête', 'Le texte entier, dans une case.'],
    ]);
  });
});

test('an old or a protected document is refused with what to do', async () => {
  const old = brought('séance.doc', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0]));
  expect(docx.recognises(old)).toBe(true);
  expect(await refusalOf(docx, old)).toContain('enregistrez-le en .docx, sans mot de passe');
});

describe('the raw text of a document', () => {
  test('is what is seen, a line a paragraph, text boxes after the paragraph that holds them', async () => {
    const body = `${paragraph(`${run('Avant')}<w:r>${BOX}</w:r>${run(' et après.')}`)}${line('Fin')}`;
    expect(await linesOf('a.docx', zipOf(saved(body)))).toEqual([
      'Avant et après.',
      'Dans un cadre',
      'Fin',
    ]);
  });

  test('is not read of what is no document, and of what inflates too much', async () => {
    expect((await linesOf('a.docx', 'rien')).join()).toContain('n’est pas un document entier');
    expect((await linesOf('a.docx', zipOf({ a: 'b' }))).join()).toContain('document Word');
    const bomb = zipOf({ ...saved(''), 'word/document.xml': 'a' }, { size: 1_000_000_000 });
    expect((await linesOf('a.docx', bomb)).join()).toContain('64 Mo');
  });
});
