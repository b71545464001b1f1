import { describe, expect, test } from 'vitest';
import { captions } from '../../../src/import/texts/captions.ts';
import { piecesOf } from '../../../src/import/works/pieces.ts';
import { brought, draftsOf, keepsFormat, refusalOf } from '../../contracts/format.ts';

/** As YouTube writes what it heard: each caption shows the line before again, and each word has its time. */
const HEARD = `WEBVTT
Kind: captions
Language: fr

00:00:00.080 --> 00:00:02.310 align:start position:0%
\u0020
bonjour<00:00:00.320><c> à</c><00:00:00.480><c> toutes</c><00:00:00.800><c> et</c>

00:00:02.310 --> 00:00:02.320 align:start position:0%
bonjour à toutes et
\u0020

00:00:02.320 --> 00:00:05.430 align:start position:0%
bonjour à toutes et
à<00:00:02.480><c> tous</c><00:00:02.800><c> [Musique]</c>

00:00:05.430 --> 00:00:05.440 align:start position:0%
à tous [Musique]
\u0020

00:00:05.440 --> 00:00:08.000 align:start position:0%
à tous [Musique]
&gt;&gt;<00:00:06.480><c> la</c><00:00:06.800><c> piscine</c>
`;

const PHONE = `WEBVTT

1
00:00:01.000 --> 00:00:04.000
Lise Morin: Qui veut parler ?

2
00:00:04.000 --> 00:00:07.000
iPhone de Marc: Moi, si je peux. Je

3
00:00:07.000 --> 00:00:09.000
iPhone de Marc: vote contre.

4
00:00:09.000 --> 00:00:10.000
Pr. Awa Diallo: Merci à vous.
`;
/** As Zoom writes who speaks. */
const ZOOM = `WEBVTT

1
00:00:01.000 --> 00:00:04.000
Lise Morin: Beaucoup de familles

2
00:00:04.000 --> 00:00:07.000
Lise Morin: travaillent en semaine. Attention: ces chiffres ont un an.

3
00:00:07.000 --> 00:00:09.000
Paul Arnoux: Merci.

4
00:01:09.000 --> 00:01:12.000
Awa Diallo: Enfin&nbsp;!
`;

/** As Teams does. */
const TEAMS = `WEBVTT

8b1c2d3e-1111-4222-8333-444455556666/12-0
00:00:03.150 --> 00:00:05.000
<v Lise Morin>Beaucoup de familles
travaillent le</v>

8b1c2d3e-1111-4222-8333-444455556666/12-1
00:00:05.000 --> 00:00:06.500
<v Lise Morin>samedi &amp; le dimanche.</v>

8b1c2d3e-1111-4222-8333-444455556666/13-0
00:00:07.000 --> 00:00:08.000
<v Paul Arnoux>Oui.</v>

00:00:09.000 --> 00:00:10.000
<v ->Non.</v>
`;

/** As subtitles of television. */
const TELEVISION = `1
00:00:01,000 --> 00:00:03,000
{\\an8}<font color="#ffff00">(Applaudissements)</font>

2
00:00:03,000 --> 00:00:06,000
<i>La température est tombée
à -20 degrés.</i>

3
00:00:06,000 --> 00:00:08,000
- Vous y croyez ?
-Non, et 3 < 4.

4
00:00:08,000 --> 00:00:10,000
Passons. (Rires) À la suite (la
dernière) !

5
00:00:10,000 --> 00:00:12,000
♪ Une chanson
qui va ♪
`;

/** As whoever captions a sitting live. */
const LIVE = `1
00:00:01,000 --> 00:00:03,000
>> MME MORIN : La séance
est ouverte. >> Bravo !

2
00:00:03,000 --> 00:00:05,000
>> M. ARNOUX : Je voudrais
3
00:00:05,000 --> 00:00:07,000
que l'on vote.

4
00:00:07,000 --> 00:00:09,000
>> MME MORIN : Votons.

5
00:00:09,000 --> 00:00:11,000
>> M. ARNOUX : Merci.
AWA DIALLO : Et nous ?
Paul Petit : Et moi ?
`;

keepsFormat(captions, {
  sound: [
    brought('Conseil du 12 mars [dQw4w9WgXcQ].fr.vtt', HEARD),
    brought('GMT20240312-180000_Recording.transcript.vtt', ZOOM),
    brought('réunion.vtt', TEAMS),
    brought('téléphone.vtt', PHONE),
    brought('émission.srt', TELEVISION),
    brought('séance.srt', LIVE.replaceAll('\n', '\r\n')),
  ],
  broken: [
    brought('vide.vtt', ''),
    brought('en-tête.vtt', 'WEBVTT\n\nNOTE rien\n'),
    brought('musique.srt', '1\n00:00:01,000 --> 00:00:02,000\n[Musique]\n'),
    brought('temps.srt', '1\n00:99:01,000 --> 00:00:02,000\nOui\n'),
    brought('image.vtt', new Uint8Array([0x89, 0x50, 0, 0, 1, 2])),
    brought('longue.srt', `00:00:01,000 --> 00:00:02,000\n${'mot '.repeat(500_000)}`),
    brought('lignes.srt', '00:00:01,000 --> 00:00:02,000\na\n'.repeat(150_000)),
    brought('chevrons.vtt', `WEBVTT\n\n${'<'.repeat(190_000)}`),
  ],
});

async function turnsOf(text: string, name = 'a.vtt') {
  const [draft] = await draftsOf(captions, brought(name, text));
  return draft?.turns.map(({ speaker, paragraphs }) => [
    speaker.name,
    ...paragraphs.map((each) => each.text),
  ]);
}

describe('the words of captions', () => {
  test('that roll up are read once, without times, music and tags', async () => {
    expect(await turnsOf(HEARD)).toEqual([
      [null, 'bonjour à toutes et à tous'],
      [null, 'la piscine'],
    ]);
  });

  test('that grow word by word are read once', async () => {
    const vtt = `WEBVTT

00:01.000 --> 00:02.000
<v Lise>Alors pour

00:02.000 --> 00:03.000
<v Lise>Alors pour le logo

00:03.000 --> 00:04.000
<v Paul>Alors pour`;
    expect(await turnsOf(vtt)).toEqual([
      ['Lise', 'Alors pour le logo'],
      ['Paul', 'Alors pour'],
    ]);
  });

  test('that come back where nothing rolls up are somebody’s twice', async () => {
    const srt = [1, 2, 3, 4]
      .map(
        (at) =>
          `${at}\n00:00:0${at},000 --> 00:00:0${at},900\n${at < 3 ? 'Non !' : `Mot ${at}.`}\n`,
      )
      .join('\n');
    expect(await turnsOf(srt, 'a.srt')).toEqual([[null, 'Non ! Non ! Mot 3. Mot 4.']]);
  });

  test('of television have neither the noises, the songs nor the dashes, and keep other parentheses', async () => {
    expect(await turnsOf(TELEVISION, 'a.srt')).toEqual([
      [null, 'La température est tombée à -20 degrés.'],
      [null, 'Vous y croyez ?'],
      [null, 'Non, et 3 < 4.'],
      [null, 'Passons.'],
      [null, 'À la suite (la dernière) !'],
    ]);
  });

  test('are not lost where a blank line, a number or a time is not as it should be', async () => {
    const srt =
      '1\n00:00:01.5 --> 00:00:01.5 X1:10 X2:20\nUn\n\ndeux\n2\n0:0:02,000-->0:0:03,000\ntrois';
    expect(await turnsOf(srt, 'a.srt')).toEqual([[null, 'Un deux trois']]);
  });

  test('are cut at sentences, and each passage begins when its own first caption does', async () => {
    const sentence = 'Une phrase de quelque cent signes est dite ici en deux sous-titres, et elle';
    const cues = Array.from({ length: 20 }, (_, at) => {
      const time = `00:${String(at).padStart(2, '0')}:00.000 --> 00:${String(at).padStart(2, '0')}:30.000`;
      return `${time}\n${at % 2 === 0 ? sentence : 'finit là, numéro.'}`;
    });
    const [draft] = await draftsOf(captions, brought('a.vtt', `WEBVTT\n\n${cues.join('\n\n')}`));
    const pieces = draft?.turns.flatMap((turn) => piecesOf(turn, draft)) ?? [];
    expect(pieces.map(({ seconds }) => seconds)).toEqual([0, 360, 720, 1_080]);
    for (const { text } of pieces) expect(text).toMatch(/^Une phrase.*numéro\.$/u);
  });

  test('without punctuation are cut where a caption ends, and it is said', async () => {
    const wordsOf = (at: number) => `quelque quarante signes sans aucun point n${at}`;
    const cues = Array.from({ length: 300 }, (_, at) => {
      const time = `0${Math.floor(at / 60)}:${String(at % 60).padStart(2, '0')}:00.000`;
      return `${time} --> 06:00:00.000\n${wordsOf(at)}`;
    });
    const [draft] = await draftsOf(captions, brought('a.vtt', `WEBVTT\n\n${cues.join('\n\n')}`));
    const pieces = draft?.turns.flatMap((turn) => piecesOf(turn, draft)) ?? [];
    expect(Math.max(...pieces.map(({ text }) => text.length))).toBeLessThanOrEqual(600);
    expect(pieces.map(({ text }) => text).join(' ')).toBe(
      cues.map((_, at) => wordsOf(at)).join(' '),
    );
    const starts = pieces.filter(({ text }) => text.startsWith(wordsOf(0).slice(0, -1)));
    expect(starts.length).toBeGreaterThan(20);
    for (const { text, seconds } of starts) {
      expect(`${text} `.startsWith(`${wordsOf((seconds ?? 0) / 60)} `)).toBe(true);
    }
    expect(draft?.doubts.join()).toContain('presque aucune phrase');
  });
});

describe('the voices of captions', () => {
  test('are those of the tags, one turn over captions', async () => {
    expect(await turnsOf(TEAMS)).toEqual([
      ['Lise Morin', 'Beaucoup de familles travaillent le samedi & le dimanche.'],
      ['Paul Arnoux', 'Oui.'],
      [null, 'Non.'],
    ]);
  });

  test('may begin with a small letter there, as people call their telephones', async () => {
    expect(await turnsOf(PHONE)).toEqual([
      ['Lise Morin', 'Qui veut parler ?'],
      ['iPhone de Marc', 'Moi, si je peux. Je vote contre.'],
      ['Pr. Awa Diallo', 'Merci à vous.'],
    ]);
  });

  test('are those that nearly every caption begins with, be it once', async () => {
    expect(await turnsOf(ZOOM)).toEqual([
      [
        'Lise Morin',
        'Beaucoup de familles travaillent en semaine. Attention: ces chiffres ont un an.',
      ],
      ['Paul Arnoux', 'Merci.'],
      ['Awa Diallo', 'Enfin !'],
    ]);
  });

  test('are named by labels that come back and what is written like them, and by no dash or chevron', async () => {
    expect(await turnsOf(LIVE, 'a.srt')).toEqual([
      ['MME MORIN', 'La séance est ouverte.'],
      [null, 'Bravo !'],
      ['M. ARNOUX', 'Je voudrais que l’on vote.'.replace('’', "'")],
      ['MME MORIN', 'Votons.'],
      ['M. ARNOUX', 'Merci.'],
      ['AWA DIALLO', 'Et nous ?'],
      [null, 'Paul Petit : Et moi ?'],
    ]);
  });
});

describe('what captions say of themselves', () => {
  test.each([
    ['a.vtt', HEARD],
    ['a.vtt', TEAMS],
    ['GMT20240312-180000_Recording.transcript.vtt', ZOOM],
    ['conseil.fr.auto.vtt', ZOOM],
    ['conseil (auto-generated).srt', LIVE],
    ['conseil.fr-orig.srt', LIVE],
    ['a.vtt', HEARD.replaceAll(/<[^>]*>/gu, '')],
    ['a.vtt', ZOOM.replace('WEBVTT\n', 'WEBVTT\n\nNOTE Confidence: 0.87\n')],
  ])('a machine heard them in %s', async (name, text) => {
    const [draft] = await draftsOf(captions, brought(name, text));
    expect(draft).toMatchObject({ isMachineHeard: true, kind: 'transcription' });
  });

  test('nobody takes a person’s captions for a machine’s, nor for a title what programs add to names', async () => {
    const vtt = ZOOM.replace('WEBVTT\n', 'WEBVTT\nKind: captions\nLanguage: en\n');
    const [draft] = await draftsOf(captions, brought('b/Le conseil [dQw4w9WgXcQ].en.vtt', vtt));
    expect(draft).toMatchObject({
      isMachineHeard: false,
      kind: 'sous-titres',
      title: 'Le conseil',
    });
    expect(draft?.doubts).toEqual(['le fichier se dit en « en », et non en français']);
  });

  test('a time that is none is told', async () => {
    const srt = '1\n00:99:01,000 --> 00:00:02,000\nOui\n';
    expect(await refusalOf(captions, brought('a.srt', srt))).toContain(
      'temps illisible (00:99:01,000)',
    );
  });
});
