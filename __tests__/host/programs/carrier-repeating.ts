/** Says what the cache's library says while a service is down, and goes on for ever. */
process.once('message', () => {
  for (const attempt of [1, 2]) {
    const failed = `Attempt ${attempt} of 5 failed with error: Failed request: (503) Service Unavailable`;
    process.stdout.write(`${failed}. Retrying request in 3000 ms...\n`);
  }
  setInterval(() => undefined, 1000);
});
