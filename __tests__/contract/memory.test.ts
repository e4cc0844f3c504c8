import { createMemoryStore } from '../../src/stores/memory.ts';
import { describeStoreContract } from './store-contract.ts';

describeStoreContract('memory, strict', async () => ({ ...createMemoryStore(), isStrict: true }));
describeStoreContract('memory, lenient', async () => ({
  ...createMemoryStore('memory://lenient', { strict: false }),
  isStrict: false,
}));
describeStoreContract('memory, without a list of referrers', async () => ({
  ...createMemoryStore('memory://plain', { referrersApi: false }),
  isStrict: true,
}));
