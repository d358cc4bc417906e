import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's own folder: `dist/tools` lies two levels below it. */
export const PROJECT_FOLDER = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
