import { expect, test } from 'vitest';
import { bytesIn, linesOf } from './reading.ts';

test('captions of WebVTT are their words, without headers, notes, styles, names and times', async () => {
  const vtt = `WEBVTT
Kind: captions
Language: fr

NOTE relu par
personne

STYLE
::cue { color: red }

intro
00:00.500 --> 00:02.000 align:start
<v Lise Morin>La séance est <i>ouverte</i>,
chers &amp; nombreux.

00:02.000 --> 00:03.000
<v Paul>Oui.

00:03.000 --> 00:04.000
<v Lise>Oui.
`;
  expect(await linesOf('a.vtt', vtt)).toEqual([
    'La séance est ouverte,',
    'chers & nombreux.',
    'Oui.',
    'Oui.',
  ]);
});

test('captions that roll up are read once', async () => {
  const vtt = `WEBVTT

00:00:00.000 --> 00:00:02.000 align:start position:0%
\u0020
bonjour<00:00:00.400><c> à</c><00:00:00.800><c> tous</c>

00:00:02.000 --> 00:00:02.010 align:start position:0%
bonjour à tous
\u0020

00:00:02.010 --> 00:00:04.000 align:start position:0%
bonjour à tous
<c> </c>

00:00:04.000 --> 00:00:05.000
bonjour à tous
et<00:00:02.400><c> bienvenue</c>
`;
  expect(await linesOf('a.vtt', vtt)).toEqual(['bonjour à tous', 'et bienvenue']);
});

test('captions of SubRip are their words, figures among them, in the encoding they are in', async () => {
  const srt = [
    '1\r\n00:00:01,000 --> 00:00:02,000\r\n{\\an8}<font color="#fff">D\u00E9j\u00E0</font> 3 < 4',
    '2\r\n00:00:02,000 --> 00:00:03,000\r\n2014\r\nNOTE bien\r\n',
  ].join('\r\n\r\n');
  expect(await linesOf('a.srt', bytesIn('latin1', srt))).toEqual([
    'Déjà 3 < 4',
    '2014',
    'NOTE bien',
  ]);
});

test.each([
  ['', []],
  ['WEBVTT', []],
  ['1\n00:00:01,000 --> 00:00:02,000\nCoupé', ['Coupé']],
  ['<'.repeat(2_000_000), ['<'.repeat(2_000_000)]],
  ['1'.repeat(2_000_000), ['1'.repeat(2_000_000)]],
])('captions are read as far as they go', async (srt, lines) => {
  expect(await linesOf('a.srt', srt)).toEqual(lines);
});
