import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { AUTH_SETTINGS, type AuthSettings } from '../config.js';
import { MailNotConfiguredError, MailNotSentError } from './mail.errors.js';
import type { Mail } from './mail.js';

const SMTP_MILLISECONDS = 10_000;
const BOUNDS = {
  connectionTimeout: SMTP_MILLISECONDS,
  greetingTimeout: SMTP_MILLISECONDS,
  socketTimeout: SMTP_MILLISECONDS,
} as const;
/** Of mails that nobody waits for; those beyond are dropped. */
const UNDER_WAY_MOST = 100;

/** Sends by SMTP; outside production without `SMTP_URL` each mail becomes a file in `ACGS_HOME/mail`. */
@Injectable()
export class Mailer implements OnApplicationShutdown {
  private readonly log = new Logger('Mailer');
  private readonly underWay = new Set<Promise<void>>();
  private readonly composed = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });

  constructor(@Inject(AUTH_SETTINGS) private readonly settings: AuthSettings) {}

  /** @throws MailNotConfiguredError */
  requireConfigured(): void {
    const { SMTP_URL, NODE_ENV } = this.settings;
    if (SMTP_URL === undefined && NODE_ENV === 'production') throw new MailNotConfiguredError();
  }

  /** Resolves when the server has taken it. @throws MailNotConfiguredError, MailNotSentError */
  async send(mail: Mail): Promise<void> {
    this.requireConfigured();
    const { SMTP_URL } = this.settings;
    try {
      await (SMTP_URL === undefined ? this.writeFile(mail) : this.sendBySmtp(SMTP_URL, mail));
    } catch (cause) {
      throw new MailNotSentError(cause);
    }
  }

  /** For mails whose fate must not be seen in an answer: what goes wrong is logged, without the address. */
  sendLater(kind: Mail['kind'], prepare: () => Promise<Mail | null>): void {
    if (this.underWay.size >= UNDER_WAY_MOST) {
      this.log.error(`a mail (${kind}) is dropped: too many are under way`);
      return;
    }
    const work = this.prepared(kind, prepare).finally(() => this.underWay.delete(work));
    this.underWay.add(work);
  }

  /** Resolves when no mail is under way. */
  async settled(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay);
  }

  onApplicationShutdown(): Promise<void> {
    return this.settled();
  }

  private async prepared(kind: Mail['kind'], prepare: () => Promise<Mail | null>): Promise<void> {
    try {
      const mail = await prepare();
      if (mail !== null) await this.send(mail);
    } catch (error) {
      this.log.error(`a mail (${kind}) was not sent: ${(error as Error).message}`);
    }
  }

  private async sendBySmtp(url: string, mail: Mail): Promise<void> {
    const transport = createTransport({ url, ...BOUNDS });
    try {
      await transport.sendMail(this.messageOf(mail));
    } finally {
      transport.close();
    }
  }

  private async writeFile(mail: Mail): Promise<void> {
    const { message } = await this.composed.sendMail(this.messageOf(mail));
    const folder = join(this.settings.ACGS_HOME, 'mail');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const name = `${new Date().toISOString().replaceAll(':', '-')}-${mail.kind}-${randomUUID()}.eml`;
    await writeFile(join(folder, name), message as Buffer, { mode: 0o600, flag: 'wx' });
  }

  private messageOf({ to, subject, text }: Mail): object {
    return {
      from: { name: 'ACGS', address: this.settings.MAIL_FROM },
      to,
      subject,
      text,
      headers: { 'Auto-Submitted': 'auto-generated' },
      disableFileAccess: true,
      disableUrlAccess: true,
    };
  }
}
