// Asks the service of this container how it is: `node docker/probe.mjs live|ready`. Exit code 0 for yes.
const [which = 'live'] = process.argv.slice(2);
const address = `http://127.0.0.1:${process.env.PORT ?? ''}/health/${which}`;
try {
  const { ok } = await fetch(address, { signal: AbortSignal.timeout(2500) });
  process.exit(ok ? 0 : 1);
} catch (error) {
  process.stderr.write(`${address}: ${String(error.cause ?? error)}\n`);
  process.exit(1);
}
