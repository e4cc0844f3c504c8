/** Says what the cache's library says when it is refused, with a line that never ends. */
process.once('message', () => {
  process.stdout.write('::add-mask::https://entry.example.com/?sig=secret\n');
  process.stdout.write('::debug::looking\nCache Size: ~0 MB\n');
  process.stdout.write('::warning::Rate limited: 429%0Aslow down\nafterwards');
  process.send?.({ kind: 'ended', key: null }, () => process.exit());
});
