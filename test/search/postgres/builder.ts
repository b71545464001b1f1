// Keeps the works of a debate, and ends without a word at a given moment:
//   node builder.ts SCHEMA DEBATE EDITION TELLS
// TELLS is how often it tells of its progress before it kills itself.
import { keepDebate } from '../../../src/search/postgres/keeping.ts';
import { Connection } from '../../../src/search/postgres/connection.ts';
import { postgres } from '../../store/servers.ts';
import { editionOf } from './editions.ts';
import { debatedBy } from './kept.ts';

const [schema = '', debate = '', edition = '', tells = ''] = process.argv.slice(2);
let left = Number(tells);
const tell = () => {
  if ((left -= 1) === 0) process.kill(process.pid, 'SIGKILL');
};
const connection = new Connection(postgres.url);
await keepDebate(connection, { schema, debate }, debatedBy(editionOf(Number(edition)), 20), {
  tell,
});
await connection.close();
