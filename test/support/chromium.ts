import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** Where Debian's package puts it. */
const PROGRAM = '/usr/bin/chromium';
const SWITCHES = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** A folder for pictures of the pages; without it none are taken. */
const { ACGS_TEST_PICTURES: PICTURES } = process.env;

const IS_INSTALLED = existsSync(PROGRAM);

const suite: (name: string, body: () => void) => void = IS_INSTALLED ? describe : describe.skip;

/** As `describe`; where there is no Chromium the suite is skipped, and its name says why. */
export const describeInChromium = (name: string, body: () => void): void => {
  suite(IS_INSTALLED ? name : `${name} (skipped: ${PROGRAM} is not installed)`, body);
};

/** A page of a browser that has been nowhere yet. */
export interface Tab {
  readonly page: Page;
  /** Errors and warnings on the console, where violations of the Content Security Policy stand, too, and lost requests. */
  readonly complaints: readonly string[];
  picture(name: string): Promise<void>;
  close(): Promise<void>;
}

/** Chromium itself, with a folder of its own that is empty at the start and gone at the end. */
export class Chromium {
  private constructor(private readonly browser: Browser) {}

  static async start(): Promise<Chromium> {
    return new Chromium(await chromium.launch({ executablePath: PROGRAM, args: SWITCHES }));
  }

  async open(options: BrowserContextOptions = {}): Promise<Tab> {
    const context = await this.browser.newContext(options);
    const page = await context.newPage();
    return {
      page,
      complaints: complaintsOf(page),
      picture: async (name) => {
        if (PICTURES === undefined) return;
        await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
      },
      close: () => context.close(),
    };
  }

  close(): Promise<void> {
    return this.browser.close();
  }
}

function complaintsOf(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('requestfailed', (request) =>
    complaints.push(`${request.url()}: ${request.failure()?.errorText ?? ''}`),
  );
  return complaints;
}
