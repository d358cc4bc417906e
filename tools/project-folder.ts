import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The project's own folder, for what is built and for its source. */
export const PROJECT_FOLDER = folderOfPackage(import.meta.dirname);

function folderOfPackage(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : folderOfPackage(dirname(folder));
}
