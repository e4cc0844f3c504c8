import { describeStoreContract } from '../../contract/store-contract.ts';
import { startDockerRegistry } from '../../servers/docker-registry.ts';
import { openClient } from './client-under-test.ts';

describeStoreContract('docker-registry', async () => {
  const { host } = await startDockerRegistry();
  const client = openClient();
  return { open: (repository) => client.open(host, repository), isStrict: true };
});
