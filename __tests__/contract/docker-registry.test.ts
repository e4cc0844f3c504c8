import { startDockerRegistry } from '../servers/docker-registry.ts';
import { describeReal } from '../servers/tools.ts';
import { registryClient } from './registry-client.ts';
import { describeStoreContract } from './store-contract.ts';

describeReal('with a real registry', ['docker-registry'], () => {
  describeStoreContract('registry client and docker-registry', async () => {
    const registry = await startDockerRegistry();
    return { open: registryClient(registry.host), isStrict: true };
  });
});
