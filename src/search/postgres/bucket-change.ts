import type { TakenOut } from './changing.ts';
import { bytesOf, numbersIn, postingsIn } from './bytes.ts';
import type { Query } from './connection.ts';
import { insertPostings } from './laying.ts';
import type { Place } from './tables.ts';
import type { Posted } from './works.ts';
import { RowReader } from '../index/passage-index.ts';
