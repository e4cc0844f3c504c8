import { openLayout } from '../../src/stores/layout/layout.ts';
import { temporaryDirectory } from '../servers/processes.ts';
import { describeStoreContract } from './store-contract.ts';

describeStoreContract('layout directory', async () => {
  const layout = openLayout(temporaryDirectory('layout'));
  return { open: (repository) => layout.repository(repository), isStrict: false };
});
