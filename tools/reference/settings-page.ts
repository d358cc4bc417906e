import type { z } from 'zod';
import { SERVICE_DEFINITIONS } from '../installation/service-definitions.js';
import { markdownTable, type MarkedPage } from './marked-page.js';
import { type Setting, settingsOf } from './setting.js';

const HEAD = ['variable', 'default', 'type', 'meaning'];

/** docs/settings.md: a table for each group of services that read the same variables, with the same words and default. */
export function settingsPage(): MarkedPage {
  const schemas = Object.values(SERVICE_DEFINITIONS).map(({ name, variables }) => [name, variables] as const);
  return { path: 'docs/settings.md', parts: settingsTables(schemas) };
}

export function settingsTables(services: readonly (readonly [string, z.ZodType])[]): Map<string, string> {
  const readers = new Map<string, { setting: Setting; services: string[] }>();
  for (const [service, schema] of services) {
    for (const setting of settingsOf(schema)) {
      const row = JSON.stringify(setting);
      const known = readers.get(row);
      if (known === undefined) readers.set(row, { setting, services: [service] });
      else known.services.push(service);
    }
  }
  const groups = new Map<string, Setting[]>();
  for (const { setting, services: names } of readers.values()) {
    const group = names.join(', ');
    groups.set(group, [...(groups.get(group) ?? []), setting]);
  }
  return new Map([...groups].map(([names, settings]) => [names, partOf(names, settings)]));
}

const partOf = (names: string, settings: readonly Setting[]): string => `Read by ${names}.

${markdownTable([
  HEAD,
  ...settings.map(({ name, byDefault, type, meaning }) => [`\`${name}\``, byDefault, type, meaning]),
])}`;
