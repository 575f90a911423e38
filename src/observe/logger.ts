// One JSON line per happening on stdout. What a line means is in its fields; the message is for people.
import { type DestinationStream, type Logger as PinoLogger, pino, stdTimeFunctions } from 'pino';

export type Logger = PinoLogger;

type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';

export interface LoggerOptions {
  readonly level: LogLevel;
  /** Fields of every line, beside `service`. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Where lines go instead of stdout. */
  readonly destination?: DestinationStream;
}

const SECRET_FIELDS = [
  'authorization',
  'databaseUrl',
  'password',
  'redisUrl',
  'serviceToken',
  'signingKey',
  'token',
  'tokens',
  'x-brand-signature',
  'x-internal-service-token',
];

/** A logger that cannot print a credential by a field's name, at the top or up to two levels down. */
export function createLogger({ level, fields = {}, destination }: LoggerOptions): Logger {
  const options = {
    level,
    base: { service: 'rolling_service', ...fields },
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: {
      paths: [
        ...SECRET_FIELDS.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]),
        // A command that Redis refused carries its arguments, and of AUTH they are the password.
        'err.command.args',
      ],
      censor: '[redacted]',
    },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
