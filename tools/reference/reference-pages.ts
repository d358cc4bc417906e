import type { MarkedPage } from './marked-page.js';
import { problemsPage } from './problems-page.js';
import { settingsPage } from './settings-page.js';

/** Every page of docs/ with parts that are made from the code. */
export const referencePages = (): MarkedPage[] => [settingsPage(), problemsPage()];
