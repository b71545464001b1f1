import { describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import { openModel } from '../../src/running/model.ts';
import { TestTime } from '../fixtures/test-time.ts';

function opened(environment: Record<string, string>) {
  const silent = () => undefined;
  const log = { info: silent, warn: silent, error: silent };
  return openModel(readConfig(environment).model, { time: new TestTime(), log });
}

describe('the model', () => {
  test.each([{ OPENAI_API_KEY: 'sk-x' }, { OPENAI_BASE_URL: 'http://127.0.0.1:11434/v1' }])(
    'that is not named cannot be asked: %j',
    async (environment) => {
      const told = /OPENAI_MODEL.*OPENAI_API_KEY or OPENAI_BASE_URL.*npm run doctor/u;
      await expect(opened(environment)).rejects.toMatchObject({
        code: 'configuration',
        message: expect.stringMatching(told) as unknown,
      });
    },
  );

  test('is the one that is named', async () => {
    const model = await opened({ OPENAI_API_KEY: 'sk-x', OPENAI_MODEL: 'petit' });
    expect(model?.name).toBe('petit @ api.openai.com');
  });

  test('is none where no server is named', async () => {
    expect(await opened({ OPENAI_MODEL: 'petit' })).toBeNull();
  });
});
