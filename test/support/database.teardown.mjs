import { rm } from 'node:fs/promises';

export default async function stopDatabase() {
  await globalThis.acgsTestServer?.stop();
  const folder = process.env.ACGS_TEST_FOLDER;
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
}
