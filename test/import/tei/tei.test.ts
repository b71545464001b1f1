import { describe, expect, test } from 'vitest';
import { tei } from '../../../src/import/tei/tei.ts';
import { brought, draftsOf, keepsFormat, refusalOf } from '../../contracts/format.ts';

const PARLAMINT = `<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="fr" xml:id="ParlaMint-FR_2019-03-12">
 <teiHeader>
  <fileDesc>
   <titleStmt>
    <title type="main" xml:lang="en">Sitting of the town, 12 March 2019</title>
    <title type="main" xml:lang="fr">Compte rendu de la séance du 12 mars 2019</title>
    <title type="sub" xml:lang="fr">Session ordinaire</title>
   </titleStmt>
   <publicationStmt>
    <publisher>Assemblée de <orgName>Valmont</orgName></publisher>
    <idno type="URI">https://exemple.fr/corpus</idno>
    <date when="2022-06-01">1er juin 2022</date>
   </publicationStmt>
   <sourceDesc><bibl><idno type="URI">https://exemple.fr/seance/12</idno><date when="2019-03-12"/></bibl></sourceDesc>
  </fileDesc>
  <profileDesc>
   <settingDesc><setting><date when="2019-03-12T15:00:00">12 mars 2019</date></setting></settingDesc>
   <particDesc><listPerson>
    <person xml:id="AnneLeroux"><persName><surname>Leroux</surname><forename>Anne</forename><roleName>présidente de l’Assemblée</roleName></persName><sex value="F"/></person>
    <person xml:id="PA1234"><persName><forename>Marc</forename><nameLink>de</nameLink><surname>Brissac</surname></persName><sex value="M"/>
     <affiliation role="member">Groupe A</affiliation><affiliation role="member">Groupe B</affiliation></person>
   </listPerson></particDesc>
  </profileDesc>
 </teiHeader>
 <text><body><div type="debateSection">
  <head>Questions au gouvernement</head>
  <note type="speaker">Mme la présidente</note>
  <u who="#AnneLeroux" ana="#chair" xml:id="u1"><seg xml:id="s1">La séance est ouverte.</seg></u>
  <note type="speaker">M. Marc de Brissac</note>
  <u who="#PA1234" ana="#regular" xml:id="u2">
   <seg>Quels sont les résultats ? <kinesic type="applause"><desc>(Applaudissements.)</desc></kinesic> Je les attends.</seg>
   <note>(Rires.)</note>
   <seg>Il écrivait : <quote>« Rien n’est &amp; ne sera. »</quote> Voilà.</seg>
  </u>
  <u who="#LucieMartin" ana="#guest" xml:id="u3"><seg>Je réponds.</seg></u>
  <u who="#PA9" xml:id="u4"><seg>Qui suis-je ?</seg></u>
  <u xml:id="u5"><gap reason="inaudible"/></u>
  <u who="#AnneLeroux #PA1234" xml:id="u6"><seg>Bravo !</seg></u>
 </div></body></text>
</TEI>`;

const ASSEMBLY = `<TEI><teiHeader><fileDesc><titleStmt><title>Débats</title></titleStmt></fileDesc></teiHeader><text><body>
<stage>La séance est ouverte à quinze heures.</stage>
<sp><speaker>Mme la présidente.</speaker><p>La parole est à Mme Roche.</p></sp>
<sp><speaker>Mme Claire Roche, rapporteure.</speaker><p>Merci<stage>(Exclamations.)</stage>, madame la présidente.</p><p>Je commence.</p></sp>
<sp><speaker>Plusieurs députés.</speaker><p>Très bien !</p></sp>
<sp><speaker>MM. Aubin, Brun.</speaker><p>Oui.</p></sp>
<sp><speaker>M. Aubin, Mme Petit.</speaker><p>Non !</p></sp>
<sp><speaker>Jean Dupont</speaker><p>Non.<note place="foot">Le compte rendu est revu.</note></p></sp>
</body></text></TEI>`;

const CORPUS = `<teiCorpus><teiHeader><fileDesc><publicationStmt><publisher>Mairie</publisher></publicationStmt></fileDesc>
<profileDesc><particDesc><listPerson><person xml:id="a"><persName>Zoé Petit</persName></person></listPerson></particDesc></profileDesc></teiHeader>
<TEI><text><body><u who="#a"><seg>Un.</seg></u></body></text></TEI>
<TEI><text><body><u who="#a"><seg>Deux.</seg></u></body></text></TEI></teiCorpus>`;

function sitting(body: string): string {
  return `<TEI><text><body>${body}</body></text></TEI>`;
}

const deep = '<seg>'.repeat(600) + 'fond' + '</seg>'.repeat(600);
const entities = '<!DOCTYPE TEI [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>';

keepsFormat(tei, {
  sound: [
    brought('parlamint.xml', PARLAMINT),
    brought('assemblee.xml', ASSEMBLY),
    brought('corpus.xml', CORPUS),
    brought('long.xml', sitting(`<u><seg>${'mot '.repeat(500_000)}</seg></u>`)),
  ],
  broken: [
    brought('vide.xml', ''),
    brought('coupe.xml', PARLAMINT.slice(0, 1500)),
    brought('profond.xml', sitting(`<u>${deep}</u>`)),
    brought('entites.xml', entities + sitting('<u><seg>&b;</seg></u>')),
    brought('inconnue.xml', sitting('<u><seg>a&nbsp;b</seg></u>')),
    brought('muet.xml', sitting('<u><note>(Rires.)</note></u>')),
    brought('octets.xml', new Uint8Array([0, 255, 3, 60, 84, 69, 73])),
    brought('texte.xml', 'a'.repeat(2_000_000)),
  ],
});

describe('a sitting in TEI', () => {
  test('says its title in French, its publisher, the day of the sitting and the address of its page', async () => {
    const [draft] = await draftsOf(tei, brought('parlamint.xml', PARLAMINT));
    expect(draft).toMatchObject({
      title: 'Compte rendu de la séance du 12 mars 2019',
      publisher: 'Assemblée de Valmont',
      date: '2019-03-12',
      url: 'https://exemple.fr/seance/12',
      kind: 'compte rendu de séance',
      isMachineHeard: false,
    });
  });

  test('names each voice as its list does, infers one from an identifier that spells it, else none', async () => {
    const [draft] = await draftsOf(tei, brought('parlamint.xml', PARLAMINT));
    const voices = draft?.turns.map(({ key, speaker }) => [
      ...[key, speaker.name, speaker.quality, speaker.role],
      ...[speaker.feminine, speaker.certainty, speaker.why],
    ]);
    expect(voices).toEqual([
      ...[
        ['u1', 'Anne Leroux', 'présidente de l’Assemblée', 'président de séance'],
        ['u2', 'Marc de Brissac', null, 'orateur'],
        ['u3', 'Lucie Martin', null, 'orateur'],
        ['u4', null, null, 'orateur'],
        ['u6', null, null, 'orateur'],
      ].map((voice, at) => [...voice, ...(KNOWN[at] ?? [])]),
    ]);
  });

  test('cuts a paragraph where a stage direction stands, quotes none of them and leaves quotations to the speaker', async () => {
    const [draft] = await draftsOf(tei, brought('parlamint.xml', PARLAMINT));
    const turn = draft?.turns.find(({ key }) => key === 'u2');
    expect(turn?.paragraphs.map(({ text }) => text)).toEqual([
      'Quels sont les résultats ?',
      'Je les attends.',
      'Il écrivait : « Rien n’est & ne sera. » Voilà.',
    ]);
    expect(JSON.stringify(draft)).not.toMatch(/Rires|Applaud|Questions au/u);
  });

  test('reads the name and what the person is in a printed label, and names nobody by a function or a crowd', async () => {
    const [draft] = await draftsOf(tei, brought('assemblee.xml', ASSEMBLY));
    expect(
      draft?.turns.map(({ speaker: { name, quality, feminine } }) => [name, quality, feminine]),
    ).toEqual([
      [null, null, true],
      ['Claire Roche', 'rapporteure', true],
      [null, null, null],
      [null, null, null],
      [null, null, null],
      ['Jean Dupont', null, null],
    ]);
    expect(draft?.turns[0]?.doubt).toContain('Mme la présidente');
    expect(draft?.turns[1]?.paragraphs.map(({ text }) => text)).toEqual([
      'Merci',
      ', madame la présidente.',
      'Je commence.',
    ]);
    expect(draft?.turns[5]?.paragraphs.map(({ text }) => text)).toEqual(['Non.']);
  });

  test('makes a draft of each work of a corpus, whose persons and publisher they share', async () => {
    const drafts = await draftsOf(tei, brought('corpus.xml', CORPUS));
    expect(drafts.map(({ publisher, turns }) => [publisher, turns[0]?.speaker.name])).toEqual([
      ['Mairie', 'Zoé Petit'],
      ['Mairie', 'Zoé Petit'],
    ]);
  });

  test('joins the words of an annotated sitting as they are printed', async () => {
    const words = `<u><seg><s>
      <w>C’</w>\n<w join="right">est</w>\n<pc>,</pc>\n<w>dit-il</w></s> <s><w join="right">Oui</w>
      <pc>.</pc></s></seg></u>`;
    const [draft] = await draftsOf(tei, brought('annote.xml', sitting(words)));
    expect(draft?.turns[0]?.paragraphs[0]?.text).toBe('C’ est, dit-il Oui.');
  });

  test('gives no voice of one speech to the next that has none', async () => {
    const body = `<note type="speaker">M. Paul Aubin</note><u><seg>Un.</seg></u><u><seg>Deux.</seg></u>`;
    const [draft] = await draftsOf(tei, brought('suite.xml', sitting(body)));
    expect(draft?.turns.map(({ speaker }) => speaker.name)).toEqual(['Paul Aubin', null]);
  });

  test('says where the list and the page name two people', async () => {
    const people = `<teiHeader><person xml:id="x"><persName>Zoé Petit</persName></person></teiHeader>`;
    const body = `<note type="speaker">M. Paul Aubin</note><u who="#x"><seg>Un.</seg></u>`;
    const file = sitting(body).replace('<TEI>', `<TEI>${people}`);
    const [draft] = await draftsOf(tei, brought('deux.xml', file));
    expect(draft?.turns[0]?.doubt).toBe(
      'la liste nomme « Zoé Petit », la source imprime « M. Paul Aubin »',
    );
  });

  test('reads what is not UTF-8 in the encoding it declares', async () => {
    const text = `<?xml version="1.0" encoding="ISO-8859-1"?>${sitting('<u><seg>Été.</seg></u>')}`;
    const [draft] = await draftsOf(tei, brought('latin.xml', Buffer.from(text, 'latin1')));
    expect(draft?.turns[0]?.paragraphs[0]?.text).toBe('Été.');
  });

  test('says the line where the XML is wrong', async () => {
    const file = brought('faux.xml', sitting('\n<u><seg>a</u>'));
    expect(await refusalOf(tei, file)).toContain('faux.xml, ligne 2');
  });

  test('reads a sitting of twenty thousand speeches and 12 MB without keeping more than its words', async () => {
    const speech = 'Nous voterons ce budget, monsieur le maire. '.repeat(13);
    const body = Array.from(
      { length: 20_000 },
      (_, at) => `<u who="#PaulAubin" xml:id="u${at}"><seg>${speech}</seg></u>`,
    ).join('\n');
    const file = brought('longue.xml', sitting(body));
    expect(file.bytes.length).toBeGreaterThan(12_000_000);
    const before = process.memoryUsage().heapUsed;
    const [draft] = await draftsOf(tei, file);
    expect(draft?.turns).toHaveLength(20_000);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(250_000_000);
  });
});

const KNOWN: readonly (readonly (string | boolean | null)[])[] = [
  [true, 'stated', null],
  [false, 'stated', null],
  [null, 'deduced', 'l’identifiant de la voix est « LucieMartin »'],
  [null, 'unknown', null],
  [null, 'unknown', null],
];
