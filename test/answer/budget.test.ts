import { describe, expect, test } from 'vitest';
import { Budget, memoryLedger } from '../../src/answer/budget.ts';

const EXPECTED = { input: 60, output: 40 };

function budgetOf(perDay: number, days: readonly string[] = ['2026-11-22']) {
  const ledger = memoryLedger();
  const left = [...days];
  const today = () => (left.length > 1 ? (left.shift() ?? '') : (left[0] ?? ''));
  return { ledger, budget: new Budget(ledger, perDay, today) };
}

describe('a budget', () => {
  test('is never overspent by requests that are made at once', async () => {
    const { ledger, budget } = budgetOf(250);
    const asked = Array.from({ length: 10 }, () => budget.reserve('slack:T1', EXPECTED));
    const reserved = (await Promise.all(asked)).filter((each) => each !== null);
    expect(reserved).toHaveLength(2);
    expect(await ledger.add('slack:T1', '2026-11-22', 0)).toBe(200);
  });

  test('has again what a request did not use', async () => {
    const { budget } = budgetOf(120);
    const first = await budget.reserve('slack:T1', EXPECTED);
    expect(await budget.reserve('slack:T1', EXPECTED)).toBeNull();
    await first?.settle({ input: 10, output: 10 });
    expect(await budget.reserve('slack:T1', EXPECTED)).not.toBeNull();
  });

  test('keeps what was set aside where the server counts nothing or one side only', async () => {
    for (const used of [null, { input: null, output: 5 }]) {
      const { ledger, budget } = budgetOf(120);
      await (await budget.reserve('slack:T1', EXPECTED))?.settle(used);
      expect(await ledger.add('slack:T1', '2026-11-22', 0)).toBe(100);
    }
  });

  test('counts on the day a request began, even where it ends on the next', async () => {
    const { ledger, budget } = budgetOf(1_000, ['2026-11-22', '2026-11-23']);
    const first = await budget.reserve('slack:T1', EXPECTED);
    await budget.reserve('slack:T1', EXPECTED);
    await first?.settle({ input: 1, output: 1 });
    expect(await ledger.add('slack:T1', '2026-11-22', 0)).toBe(2);
    expect(await ledger.add('slack:T1', '2026-11-23', 0)).toBe(100);
  });

  test('is another’s for another workspace, and new on a new day', async () => {
    const { budget } = budgetOf(100, ['2026-11-22', '2026-11-22', '2026-11-22', '2026-11-23']);
    expect(await budget.reserve('slack:T1', EXPECTED)).not.toBeNull();
    expect(await budget.reserve('slack:T1', EXPECTED)).toBeNull();
    expect(await budget.reserve('discord:G1', EXPECTED)).not.toBeNull();
    expect(await budget.reserve('slack:T1', EXPECTED)).not.toBeNull();
  });
});
