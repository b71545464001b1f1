import { describe, expect, test } from 'vitest';
import { abonnement } from '../../src/ask/abonnement.ts';
import { createDispatch } from '../fixtures/making.ts';
import { parseArguments } from '../../src/ask/arguments.ts';
import type { Knowledge } from '../../src/ask/command.ts';
import { choose } from '../../src/daily/choose.ts';
import { NOTHING_SENT, type Delivery } from '../../src/daily/subscriptions.ts';
import { quotesOf, type Reply } from '../../src/debate/reply.ts';
import { BotError } from '../../src/errors.ts';
import { noticeText } from '../../src/messages/messages.ts';
import type { Extent, Request } from '../../src/ask/request.ts';
import { openDaily, placeAt, scheduleAt, WORKING_DAYS } from '../daily/harness.ts';
import { realCorpus } from '../fixtures/corpora.ts';
import { catalogueOf } from '../../src/debate/catalogue.ts';
import { holdingsOf } from '../../src/debate/holdings.ts';
import { simpleRetriever } from '../fixtures/dispatch.ts';

/** A Sunday at noon in Paris. */
const NOW = '2026-11-22T11:00:00Z';

type Rights = NonNullable<Request['mayManage']>;

async function openAbonnement(start = NOW) {
  const daily = await openDaily(start);
  const { subscriptions, deliveries, clock } = daily;
  const knowledge: Knowledge = {
    catalogue: catalogueOf(realCorpus),
    holdings: holdingsOf(realCorpus),
    retriever: simpleRetriever(realCorpus),
    today: () => NOW.slice(0, 10),
    choose: null,
    subscribing: { subscriptions, deliveries, now: clock.now, timeZone: 'Europe/Paris' },
  };
  const ask = async (
    line: string,
    mayManage: Rights = yes,
    channel: string | null = 'C1',
    known = knowledge,
  ) => {
    const typed = parseArguments(line, () => false);
    if ('code' in typed) throw new Error(typed.code);
    const options = abonnement.read(typed, known);
    if ('code' in options) throw new Error(options.code);
    const address = { platform: 'slack', workspace: 'T1', channel, person: 'U1' };
    const request = { address, command: 'abonnement', input: { options }, mayManage };
    return abonnement.answer(options, known, request);
  };
  return { ...daily, knowledge, ask };
}

const yes = () => Promise.resolve(true);

function told(reply: Reply): string {
  if (reply.kind !== 'notice') throw new Error(`a ${reply.kind}`);
  return noticeText(reply.notice, catalogueOf(realCorpus).examples).replace(
    /[\u00A0\u202F]/gu,
    ' ',
  );
}

function codeOf(reply: Reply): string {
  return reply.kind === 'notice' ? reply.notice.code : reply.kind;
}

describe('/abonnement activer', () => {
  const paris = (time: string, days = WORKING_DAYS) => scheduleAt(time, 'Europe/Paris', days);

  test.each([
    ['activer', paris('09:00')],
    ['activer 9h30', paris('09:30')],
    ['activer 9h30 Europe/Paris lun-ven', paris('09:30')],
    ['lun-ven Europe/Paris 9h30 activer', paris('09:30')],
    ['9h30', paris('09:30')],
    ['activez à 9 h 30', paris('09:30')],
    ['activer 09:30', paris('09:30')],
    ['activer 9:05', paris('09:05')],
    ['activer 18 heures', paris('18:00')],
    ['activer 9 heures 15 minutes', paris('09:15')],
    ['activer midi', paris('12:00')],
    ['activer midi et demi le week-end', paris('12:30', [6, 7])],
    ['activer 6h du soir lun-ven', paris('18:00')],
    ['activer tlj neuf heures et quart', paris('09:15', [1, 2, 3, 4, 5, 6, 7])],
    ['activer tous les matins à 8h', paris('08:00', [1, 2, 3, 4, 5, 6, 7])],
    ['activer lundi matin 10 heures moins le quart', paris('09:45', [1])],
    ['activer à midi en semaine', paris('12:00')],
    ['activer le samedi soir à 20h', paris('20:00', [6])],
    ['activer minuit', paris('00:00')],
    ['activer 7', paris('07:00')],
    ['activer 9 h lun - ven', paris('09:00')],
    ['activer 9h L-V', paris('09:00')],
    ['activer 9h L – V Europe/Paris', paris('09:00')],
    ['activer V-D 10h', paris('10:00', [5, 6, 7])],
    ['activer 9h du lundi au vendredi', paris('09:00')],
    ['activer lun,mer,ven', paris('09:00', [1, 3, 5])],
    ['activer lun, mer, ven 8h', paris('08:00', [1, 3, 5])],
    ['activer le lundi et le jeudi', paris('09:00', [1, 4])],
    ['activer du mardi au jeudi à 10h', paris('10:00', [2, 3, 4])],
    ['activer ven-lun', paris('09:00', [1, 5, 6, 7])],
    ['activer week-end 10h', paris('10:00', [6, 7])],
    ['activer le week-end', paris('09:00', [6, 7])],
    ['activer tous les jours', paris('09:00', [1, 2, 3, 4, 5, 6, 7])],
    ['activer en semaine 8h', paris('08:00')],
    ['activer jours ouvrés', paris('09:00')],
    ['activer lundi', paris('09:00', [1])],
    ['activer montréal 8h', scheduleAt('08:00', 'America/Toronto', WORKING_DAYS)],
    ['activer New York 8h', scheduleAt('08:00', 'America/New_York', WORKING_DAYS)],
    ['activer à La Réunion', scheduleAt('09:00', 'Indian/Reunion', WORKING_DAYS)],
    ['activer Genève', scheduleAt('09:00', 'Europe/Zurich', WORKING_DAYS)],
    ['Nouméa', scheduleAt('09:00', 'Pacific/Noumea', WORKING_DAYS)],
    ['america/bahia_banderas', scheduleAt('09:00', 'America/Bahia_Banderas', WORKING_DAYS)],
    ['activer europe/kyiv', scheduleAt('09:00', 'Europe/Kyiv', WORKING_DAYS)],
    ['activer du lundi au jeudi sauf le mercredi à 8h', paris('08:00', [1, 2, 4])],
    ['activer 9h, lundi à vendredi, heure de Paris', paris('09:00')],
    ['activer tous les jours sauf le dimanche 8h', paris('08:00', [1, 2, 3, 4, 5, 6])],
    ['activer lundi, mercredi et vendredi à 9 h 30', paris('09:30', [1, 3, 5])],
    ['activer vendredi à 9h lundi', paris('09:00', [1, 5])],
    [
      'activer 9h – Port-au-Prince – lun – mer',
      scheduleAt('09:00', 'America/Port-au-Prince', [1, 2, 3]),
    ],
    ['activer New York, lundi à jeudi', scheduleAt('09:00', 'America/New_York', [1, 2, 3, 4])],
    ['heure:9h jours:"lundi à vendredi"', paris('09:00')],
    ['heure:9h jours:L-V', paris('09:00')],
    ['heure:8h30 jours:"tous les jours" fuseau:Tahiti', scheduleAt('08:30', 'Pacific/Tahiti')],
  ])('reads « %s » in any order', async (line, schedule) => {
    const { ask, subscriptions } = await openAbonnement();
    expect(codeOf(await ask(line))).toBe('subscribed');
    expect((await subscriptions.of(placeAt()))?.schedule).toEqual(schedule);
  });

  test.each([
    ['9h lundi à vendredi', WORKING_DAYS],
    ['9h le lundi et le vendredi', [1, 5]],
    ['9h lundi -> vendredi', WORKING_DAYS],
  ])('H12: « activer %s » is for the days it says', async (line, days) => {
    const { ask, subscriptions } = await openAbonnement();
    await ask(`activer ${line}`);
    expect((await subscriptions.of(placeAt()))?.schedule).toEqual(paris('09:00', days));
  });

  test.each<[string, Request['input']]>([
    ['typed', { text: '\u200Bactiver 9h Europe/Paris\u200B lun\u00ADdi' }],
    [
      'chosen',
      { options: { geste: 'activer', fuseau: '\uFEFFEurope/Paris\u200B', jours: 'lundi\u2060' } },
    ],
  ])('H10: what is not seen is not read where it is %s', async (_, input) => {
    const { knowledge, subscriptions } = await openAbonnement();
    const dispatch = createDispatch({ ...knowledge, corpus: realCorpus }, (fault) => {
      throw fault;
    });
    const address = { platform: 'slack', workspace: 'T1', channel: 'C1', person: 'U1' };
    await dispatch({ address, command: 'abonnement', input, mayManage: yes });
    expect((await subscriptions.of(placeAt()))?.schedule).toEqual(paris('09:00', [1]));
  });

  test('says when the first is sent, and keeps no person’s id', async () => {
    const { ask, subscriptions } = await openAbonnement();
    expect(told(await ask('activer 9h30'))).toBe(
      'La citation du jour sera envoyée ici du lundi au vendredi. Prochain envoi : lundi 23 novembre à 9 h 30 (Europe/Paris). Pour arrêter : /abonnement desactiver.',
    );
    expect(JSON.stringify(await subscriptions.of(placeAt()))).not.toContain('U1');
  });

  test('keeps of the schedule what is not said anew', async () => {
    const { ask, subscriptions } = await openAbonnement();
    await ask('activer 9h30 Tokyo lun,mer');
    await ask('activer 18h');
    const schedule = scheduleAt('18:00', 'Asia/Tokyo', [1, 3]);
    expect(await subscriptions.of(placeAt())).toMatchObject({ schedule });
  });

  test.each<readonly [typed: readonly string[], isPictured: boolean]>([
    [['activer 9h image'], true],
    [['image'], true],
    [['activer 9h30 Europe/Paris lun-ven en image'], true],
    [['activer avec une image', 'activer 18h'], true],
    [['activer image', 'sans image'], false],
    [['activer avec l’image'], true],
    [['activer avec son image'], true],
    [['activer image', 'activer sans l’image'], false],
    [['activer image', 'pas d’image'], false],
    [['activer image', 'désactiver les images'], false],
    [['activer image', 'arrêter l’image'], false],
    [['activer 9h'], false],
    [['activer image', 'activer lundi sans', 'etat'], true],
  ])('sends it with its picture where that was asked for last: %j', async (typed, isPictured) => {
    const { ask, subscriptions, lookAt, channels } = await openAbonnement();
    let said = '';
    for (const each of typed) said = told(await ask(each));
    const schedule = (await subscriptions.of(placeAt()))?.schedule;
    expect(schedule?.isPictured ?? false).toBe(isPictured);
    expect(schedule?.zone).toBe('Europe/Paris');
    for (const each of [said, told(await ask('etat'))]) {
      expect(each.includes('ici, avec son image, du lundi')).toBe(isPictured);
    }
    expect((await ask('essai')) as object).toMatchObject({ isPictured });
    for (const at of ['08:31', '17:05']) await lookAt(`2026-11-23T${at}:00Z`);
    expect(channels.pictured).toEqual([isPictured]);
  });

  test.each(['sans image', 'désactiver l’image', 'pas d’image'])(
    'begins nothing where a picture is all that is not wanted: %s',
    async (typed) => {
      const { ask, subscriptions } = await openAbonnement();
      expect(await ask(typed)).toMatchObject({
        notice: { code: 'unsubscribed', wasSubscribed: false },
      });
      expect(await subscriptions.of(placeAt())).toBeNull();
      await ask('activer 18h sans image');
      expect(await subscriptions.of(placeAt())).not.toBeNull();
    },
  );

  test('counts from now: what was due earlier today is not owed', async () => {
    const { ask, lookAt, channels } = await openAbonnement('2026-11-23T08:30:00Z');
    expect(told(await ask('activer 9h'))).toContain('mardi 24 novembre à 9 h (');
    await lookAt('2026-11-23T08:31:00Z');
    expect(channels.dates()).toEqual([]);
  });

  test.each([
    ['activer 25h', 'not a time', 'Heure incomprise : 25h.'],
    ['activer 9h75', 'not a time', 'Heure incomprise : 9h75.'],
    ['activer Pariss', 'not a schedule', 'Vouliez-vous dire Europe/Paris ?'],
    ['activer 9h Atlantide', 'not a schedule', 'Ni heure, ni jours, ni fuseau'],
    ['activer jours:jamais', 'not days', 'Jours incompris : jamais.'],
    ['activer un jour sur deux à 9h', 'not days', 'Jours incompris : un jour sur deux.'],
    ['activer +02:00', 'not a schedule', 'Ni heure'],
    [`activer ${'x'.repeat(5_000)}`, 'not a schedule', '…'],
    ['demain', 'unknown gesture', '/abonnement activer, /abonnement desactiver,'],
    ['geste:danser', 'unknown gesture', 'Action inconnue : danser.'],
  ])('does not guess at « %.40s »', async (line, code, part) => {
    const { ask, subscriptions } = await openAbonnement();
    const reply = await ask(line);
    expect(codeOf(reply)).toBe(code);
    expect(told(reply)).toContain(part);
    expect(await subscriptions.of(placeAt())).toBeNull();
  });
});

describe('/abonnement desactiver', () => {
  test('ends what was asked for here, and nothing elsewhere', async () => {
    const { ask, subscriptions } = await openAbonnement();
    await ask('activer');
    await ask('activer', yes, 'C2');
    expect(told(await ask('désactiver'))).toContain('n’est plus envoyée ici');
    expect(await subscriptions.of(placeAt())).toBeNull();
    expect(await subscriptions.of(placeAt('C2'))).not.toBeNull();
    expect(told(await ask('arreter'))).toContain('rien n’a changé');
  });
});

describe('/abonnement etat', () => {
  const sending = (date: string): Delivery => ({
    ...NOTHING_SENT,
    last: { date, ref: 'x#y', voice: 'x', outcome: 'sent', attempt: 1, retryAtMs: null, by: 1 },
  });

  test.each(['', 'etat', 'état', 'statut'])(
    'is what « %s » asks for, whoever asks, and says how to begin',
    async (line) => {
      const { ask } = await openAbonnement();
      expect(told(await ask(line, () => Promise.resolve(false)))).toBe(
        'La citation du jour n’est pas envoyée ici. Pour la recevoir : /abonnement activer 9h30 Europe/Paris lun-ven.',
      );
    },
  );

  test('says when, the next date and the last one, which may be today’s', async () => {
    const { ask, deliveries, clock } = await openAbonnement();
    await ask('activer 9h30');
    await deliveries.keep(placeAt(), sending('2026-11-20'));
    expect(told(await ask('etat'))).toBe(
      'La citation du jour est envoyée ici du lundi au vendredi à 9 h 30 (Europe/Paris). Prochain envoi : lundi 23 novembre à 9 h 30 (Europe/Paris). Dernier envoi : vendredi 20 novembre.',
    );
    await deliveries.keep(placeAt(), sending('2026-11-23'));
    clock.put('2026-11-23T08:31:00Z');
    expect(told(await ask('etat'))).toContain('Prochain envoi : mardi 24 novembre');
  });

  test('says why nothing is sent, and no next date', async () => {
    const { ask, deliveries, clock } = await openAbonnement();
    await ask('activer');
    await deliveries.keep(placeAt(), {
      ...sending('2026-11-20'),
      pause: { obstacle: 'archived', sinceMs: clock.nowMs + 1 },
    });
    const state = told(await ask('etat'));
    expect(state).toContain('Les envois sont suspendus : ce canal est archivé.');
    expect(state).not.toContain('Prochain');
    clock.nowMs += 2;
    await ask('activer');
    expect(told(await ask('etat'))).toContain('Prochain envoi');
  });

  test('says what was skipped after an outage', async () => {
    const { ask, clock } = await openAbonnement();
    await ask('activer');
    clock.put('2026-11-23T10:30:00Z');
    expect(told(await ask('etat'))).toContain(
      'La citation du 23 novembre 2026 n’est pas partie : elle n’a pas pu être envoyée dans les deux heures',
    );
  });

  test('says of one that it may not have arrived', async () => {
    const { ask, lookAt, channels } = await openAbonnement();
    await ask('activer');
    channels.after = () => {
      throw new BotError('platform', 'cut', { retryable: true });
    };
    await lookAt('2026-11-23T08:00:00Z');
    expect(told(await ask('etat'))).toContain(
      'La citation du 23 novembre 2026 n’a peut-être pas été envoyée : sa réception n’a pas été confirmée.',
    );
  });
});

describe('/abonnement essai', () => {
  test('shows today’s quotation, and counts nothing as sent', async () => {
    const { ask, deliveries } = await openAbonnement();
    const reply = await ask('essai');
    expect(reply).toMatchObject({ kind: 'citation', day: '2026-11-22' });
    expect(quotesOf(reply)[0]?.passage).toBe(choose(realCorpus.passages, '2026-11-22'));
    expect(await deliveries.of(placeAt())).toEqual(NOTHING_SENT);
    expect(await ask('essai')).toEqual(reply);
  });

  test('shows what will be sent that day', async () => {
    const { ask, lookAt, channels, clock } = await openAbonnement();
    await ask('activer tous les jours');
    clock.put('2026-11-23T05:00:00Z');
    const rehearsed = quotesOf(await ask('essai'))[0]?.passage.id;
    await lookAt('2026-11-23T08:00:00Z');
    expect(channels.posted.map(({ ref }) => ref)).toEqual([rehearsed]);
    expect(quotesOf(await ask('essai'))[0]?.passage.id).toBe(rehearsed);
  });
});

describe('/abonnement effacer', () => {
  test('asks first, and erases all of the workspace and nothing of others', async () => {
    const { ask, subscribe, subscriptions, deliveries, lookAt } = await openAbonnement();
    await ask('activer');
    await ask('activer', yes, 'C2');
    await subscribe(scheduleAt('09:00'), placeAt('C9', 'T9'));
    await lookAt('2026-11-23T08:00:00Z');
    expect(codeOf(await ask('effacer'))).toBe('erasure to confirm');
    expect(await subscriptions.of(placeAt())).not.toBeNull();
    expect(codeOf(await ask('effacer oui'))).toBe('erased');
    for (const channel of ['C1', 'C2']) {
      expect(await subscriptions.of(placeAt(channel))).toBeNull();
      expect(await deliveries.of(placeAt(channel))).toEqual(NOTHING_SENT);
    }
    expect(await subscriptions.of(placeAt('C9', 'T9'))).not.toBeNull();
    expect(await deliveries.of(placeAt('C9', 'T9'))).not.toEqual(NOTHING_SENT);
  });

  test('in a conversation of no workspace erases that one alone', async () => {
    const { subscribe, subscriptions } = await openDaily(NOW);
    const one = { platform: 'discord', workspace: null, channel: 'D1' };
    const other = { ...one, channel: 'D2' };
    await subscribe(scheduleAt('09:00'), one);
    await subscribe(scheduleAt('09:00'), other);
    await subscriptions.erase(one);
    expect(await subscriptions.of(one)).toBeNull();
    expect(await subscriptions.of(other)).not.toBeNull();
  });
});

describe('/abonnement is refused', () => {
  test.each(['activer', 'desactiver', 'essai', 'effacer oui'])(
    'to who may not manage the channel: %s',
    async (line) => {
      const { ask, subscribe, subscriptions } = await openAbonnement();
      await subscribe(scheduleAt('09:00'));
      const before = await subscriptions.of(placeAt());
      expect(codeOf(await ask(line, () => Promise.resolve(false)))).toBe('may not manage');
      expect(codeOf(await ask(line, () => Promise.resolve(null)))).toBe('rights unknown');
      const failing = () => Promise.reject(new Error('Slack is away'));
      expect(codeOf(await ask(line, failing))).toBe('rights unknown');
      expect(await subscriptions.of(placeAt())).toEqual(before);
    },
  );

  test('to who may manage the channel alone, when all of the workspace is to be erased', async () => {
    const { ask, subscribe, subscriptions } = await openAbonnement();
    await subscribe(scheduleAt('09:00'));
    const channelOnly = (extent: Extent) => Promise.resolve(extent === 'channel');
    const reply = await ask('effacer oui', channelOnly);
    expect(told(reply)).toContain('Seule une personne qui administre l’espace de travail');
    expect(await subscriptions.of(placeAt())).not.toBeNull();
    expect(codeOf(await ask('desactiver', channelOnly))).toBe('unsubscribed');
  });

  test('where nothing tells who may', async () => {
    const { knowledge } = await openAbonnement();
    const address = { platform: 'discord', workspace: 'G1', channel: 'C1', person: 'U1' };
    const options = { geste: 'activer' };
    const request = { address, command: 'abonnement', input: { options } };
    const reply = await abonnement.answer(options, knowledge, request);
    expect(told(reply)).toContain('la permission Gérer le serveur');
  });

  test('where there is no channel, or nothing lasts', async () => {
    const { ask, knowledge } = await openAbonnement();
    expect(codeOf(await ask('etat', yes, null))).toBe('no channel');
    const forgetful = { ...knowledge, subscribing: null };
    expect(codeOf(await ask('activer', yes, 'C1', forgetful))).toBe('no subscriptions');
  });

  test.each(['activer', 'desactiver', 'etat', 'essai', 'effacer oui'])(
    'in a sentence while the store is down: %s',
    async (line) => {
      const { ask, knowledge, clock } = await openAbonnement();
      const down = () => Promise.reject(new BotError('store', 'down', { retryable: true }));
      const all = () => {
        throw new Error('down');
      };
      const subscriptions = { of: down, keep: down, end: down, erase: down, all };
      const deliveries = { of: down, keep: down };
      const subscribing = { subscriptions, deliveries, now: clock.now, timeZone: 'Europe/Paris' };
      expect(codeOf(await ask(line, yes, 'C1', { ...knowledge, subscribing }))).toBe('store down');
    },
  );
});
