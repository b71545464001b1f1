import { expect, test } from 'vitest';
import { surviveFaults } from '../../src/running/uncaught.ts';
import { recording } from '../fixtures/bots.ts';

/** What is done where this is thrown, or rejected, and nobody catches it; so many times. */
function after(fault: unknown, isRejection: boolean, times = 1) {
  const { lines, log } = recording();
  const codes: number[] = [];
  let listen: (fault: unknown, isRejection: boolean) => void = () => undefined;
  surviveFaults(log, {
    onUncaught: (listener) => (listen = listener),
    endAtOnce: (code) => codes.push(code),
  });
  for (let time = 0; time < times; time += 1) listen(fault, isRejection);
  return { lines, codes };
}

const reset = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
const late = new DOMException('The operation was aborted due to timeout', 'TimeoutError');

test.each([
  ['a promise that was rejected', new TypeError('x'), true],
  ['what is no error', 'x', true],
  ['an aborted call', new DOMException('aborted', 'AbortError'), false],
  ['a call that was late', late, false],
  ['a connection that was reset', reset, false],
  ['a socket that undici lost', Object.assign(new Error('x'), { code: 'UND_ERR_SOCKET' }), false],
  ['a request that was none', Object.assign(new Error('x'), { code: 'HPE_INVALID_METHOD' }), false],
])(
  'S4: after %s, outside a request, one line has a reference and the process goes on',
  (...row) => {
    const [, fault, isRejection] = row;
    const { lines, codes } = after(fault, isRejection);
    expect(codes).toEqual([]);
    expect(lines).toEqual([
      {
        level: 'error',
        fields: { reference: expect.stringMatching(/^[0-9a-f]{8}$/u) as unknown, times: 1, fault },
        event: 'something failed outside a request',
      },
    ]);
  },
);

test.each([
  ['a mistake of the program', new TypeError('x is not a function')],
  ['a mistake in the use of Node', Object.assign(new Error('x'), { code: 'ERR_INVALID_ARG_TYPE' })],
])('S4: after %s that nothing caught, one line and the process ends with 1', (_, fault) => {
  const { lines, codes } = after(fault, false);
  expect(codes).toEqual([1]);
  expect(lines.map(({ event }) => event)).toEqual([
    'something failed outside a request: the process ends, to be started again',
  ]);
});

test('S4: what comes again and again is told at first and every tenfold', () => {
  expect(after(reset, false, 1_000).lines).toHaveLength(4);
});
