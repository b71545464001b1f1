import { createRetriever } from '../../src/search/retriever.ts';
import { withBalance } from '../../src/search/balance.ts';
import { retrieverContract } from '../contracts/retriever.ts';

retrieverContract('the engine', createRetriever);
retrieverContract('the engine with balanced pages', (corpus) =>
  withBalance(createRetriever(corpus), 3),
);
