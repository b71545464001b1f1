import { describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import { misnamedText } from '../../src/config/misnamed.ts';
import { SETTINGS, type Setting } from '../../src/config/settings.ts';
import { BotError } from '../../src/errors.ts';

const settings = Object.entries<Setting>(SETTINGS);

describe('the configuration', () => {
  test('is whole where the environment says nothing', () => {
    const config = readConfig({});
    expect(config).toMatchObject({ corpusFolder: 'corpus', timeZone: 'Europe/Paris' });
    expect(readConfig(Object.fromEntries(settings.map(([name]) => [name, ''])))).toEqual(config);
  });

  test('is what the environment says', () => {
    const config = readConfig({ CORPUS_DIR: '/autre', TIME_ZONE: 'Asia/Tokyo', PATH: '/bin' });
    expect(config).toMatchObject({ corpusFolder: '/autre', timeZone: 'Asia/Tokyo' });
  });

  test('is refused with every fault at once, each with its remedy', () => {
    let message = '';
    try {
      readConfig({ CORPUS_DIR: '  ', TIME_ZONE: 'Europe/Lutèce' });
    } catch (fault) {
      expect(fault).toMatchObject({ name: 'BotError', code: 'configuration' });
      message = fault instanceof BotError ? fault.message : '';
    }
    expect(message.split('\n')).toEqual([
      'CORPUS_DIR is not valid: expected a folder',
      'TIME_ZONE is not valid: expected an IANA time zone such as Europe/Paris',
    ]);
  });

  test('never tells a value, which may be a secret', () => {
    for (const [name] of settings) {
      const secret = '\u0007 secret value';
      try {
        readConfig({ [name]: secret });
      } catch (fault) {
        expect(String(fault)).not.toContain('secret value');
      }
    }
  });
});

describe('each setting', () => {
  test('has a name in capitals', () => {
    for (const [name] of settings) expect(name).toMatch(/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/u);
  });

  test.each(settings)('is explained, and its standard is valid: %s', (name, setting) => {
    expect(setting.purpose).toMatch(/^[^\n]+\.$/u);
    expect(setting.expected).toMatch(/^[^\n]+$/u);
    expect(() => readConfig({ [name]: setting.standard })).not.toThrow();
  });
});

describe('a model’s server', () => {
  test('is OpenAI’s own where nothing but its key is named', () => {
    expect(readConfig({ OPENAI_API_KEY: 'sk-x', OPENAI_MODEL: 'petit' }).model.server).toEqual({
      apiKey: 'sk-x',
      baseUrl: 'https://api.openai.com/v1',
      model: 'petit',
    });
  });

  test('is not named with a password in its address', () => {
    const environment = { OPENAI_BASE_URL: 'http://moi:secret@127.0.0.1/v1' };
    expect(() => readConfig(environment)).toThrow(/^OPENAI_BASE_URL is not valid/u);
  });

  test('is none where nothing but a model is named', () => {
    expect(readConfig({ OPENAI_MODEL: 'petit' }).model.server).toBeNull();
  });
});

describe('O4: a name that is no setting', () => {
  const misnamed = (environment: Record<string, string>) => readConfig(environment).misnamed;

  test.each([
    ['SLACK_BOT_TOKN', ['SLACK_BOT_TOKEN'], true],
    ['slack_bot_token', ['SLACK_BOT_TOKEN'], true],
    ['CORPUS_DIRR', ['CORPUS_DIR'], true],
    ['OPENAI_APIKEY', ['OPENAI_API_KEY'], true],
    ['SLACK_TOKEN', ['SLACK_APP_TOKEN', 'SLACK_BOT_TOKEN'], false],
    ['DISCORD_BOT_TOKEN', ['DISCORD_TOKEN'], false],
    ['SLACK_WEBHOOK_ADDRESS', [], false],
  ])('%s is told with the nearest: %j', (name, near, isFault) => {
    expect(misnamed({ [name]: 'a value' })).toEqual([{ name, near, isFault }]);
  });

  test('is no fault where what it may stand for is set, or where it is empty', () => {
    const token = { DISCORD_TOKEN: 'a', DISCORD_TOKEN2: 'b', SLACK_BOT_TOKN: '' };
    expect(misnamed(token)).toEqual([
      { name: 'DISCORD_TOKEN2', near: ['DISCORD_TOKEN'], isFault: false },
    ]);
  });

  test('is not told of what is for other programs', () => {
    const others = ['PATH', 'HOST', 'PORTS', 'HOME', 'TZ', 'OPENAI_ORG_ID', 'NODE_OPTIONS', 'LANG'];
    expect(misnamed(Object.fromEntries(others.map((name) => [name, 'x'])))).toEqual([]);
  });

  test('is told without its value', () => {
    const [first = expect.fail()] = misnamed({ SLACK_BOT_TOKN: 'a value' });
    expect(misnamedText(first)).toBe(
      'SLACK_BOT_TOKN is no setting of this program: did you mean SLACK_BOT_TOKEN?',
    );
  });
});

describe('the folder of one debate, where there are several', () => {
  test.each([
    [{}, null],
    [{ CORPUS_DIR: '../mon-debat' }, null],
    [{ DEBATES_DIR: '../debats' }, null],
    // A container sets it to what it is without.
    [{ DEBATES_DIR: '../debats', CORPUS_DIR: 'corpus' }, null],
    [
      { DEBATES_DIR: '../debats', CORPUS_DIR: '../mon-debat' },
      'CORPUS_DIR is not read: DEBATES_DIR says where the debates are; unset one of them',
    ],
  ])('is told not to count where both are set: %j', (settings, told) => {
    expect(readConfig(settings).unused).toBe(told);
  });
});
