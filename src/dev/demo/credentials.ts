// Secrets of one run: made anew each time, known to the processes of the demo and nobody else.
import { randomBytes } from 'node:crypto';

export interface Credentials {
  readonly promotionToken: string;
  readonly adminToken: string;
  readonly gatewayToken: string;
  /** What the service shows to the wallet. */
  readonly walletToken: string;
  readonly brandSigningKey: string;
  /** Of the console's sign-in link. */
  readonly signInCode: string;
  /** What the processes of the fleet know each other by. */
  readonly linkSecret: string;
}

export function makeCredentials(): Credentials {
  const secret = (): string => randomBytes(24).toString('hex');
  return {
    promotionToken: secret(),
    adminToken: secret(),
    gatewayToken: secret(),
    walletToken: secret(),
    brandSigningKey: secret(),
    signInCode: secret(),
    linkSecret: secret(),
  };
}
