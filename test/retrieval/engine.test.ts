import { withBalance } from '../../src/retrieval/balance.ts';
import { createRetriever } from '../../src/retrieval/engine.ts';
import { retrieverContract } from '../contracts/retriever.ts';

retrieverContract('the engine', createRetriever);
retrieverContract('the engine with balanced pages', (corpus) =>
  withBalance(createRetriever(corpus), 3),
);
