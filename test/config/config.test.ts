import { describe, expect, test } from 'vitest';
import { namedServer } from '../../src/config/model.ts';
import { SETTINGS, readConfig } from '../../src/config/config.ts';
import { BotError } from '../../src/errors.ts';

const settings = Object.values(SETTINGS);

describe('the configuration', () => {
  test('is whole where the environment says nothing', () => {
    const config = readConfig({});
    expect(config).toMatchObject({ corpusFolder: 'corpus', timeZone: 'Europe/Paris' });
    expect(readConfig(Object.fromEntries(settings.map(({ name }) => [name, ''])))).toEqual(config);
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
    for (const { name } of settings) {
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
  test('has a name of its own, in capitals', () => {
    for (const { name } of settings) expect(name).toMatch(/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/u);
    expect(new Set(settings.map(({ name }) => name)).size).toBe(settings.length);
  });

  test.each(settings)('is explained, and its standard is valid or nothing: $name', (setting) => {
    expect(setting.purpose).toMatch(/^[^\n]+\.$/u);
    expect(setting.expected).toMatch(/^[^\n]+$/u);
    expect(setting.standard === '' || setting.isValid(setting.standard)).toBe(true);
  });
});

describe('a model’s server', () => {
  test.each([{ OPENAI_API_KEY: 'sk-x' }, { OPENAI_BASE_URL: 'http://127.0.0.1:11434/v1' }])(
    'without the name of a model can be looked at and not be asked: %j',
    (environment) => {
      const { server } = readConfig(environment).model;
      expect(server).toMatchObject({ model: null });
      const told = /OPENAI_MODEL.*OPENAI_API_KEY or OPENAI_BASE_URL.*npm run doctor/u;
      const naming = () => server !== null && namedServer(server);
      expect(naming).toThrow(told);
      expect(naming).toThrow(expect.objectContaining({ code: 'configuration' }));
    },
  );

  test('is asked for the model that is named', () => {
    const { server } = readConfig({ OPENAI_API_KEY: 'sk-x', OPENAI_MODEL: 'petit' }).model;
    expect(server && namedServer(server)).toEqual({
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
