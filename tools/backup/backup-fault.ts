/** Why there is no backup, or no restore; the message says in a few lines what to do, and is all that is shown. */
export class BackupFault extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'BackupFault';
  }
}
