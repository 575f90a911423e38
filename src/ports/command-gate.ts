// The way from a caller to the owner of a rolling, wherever that owner runs.
import type { Command, CommandOrigin, CommandReply } from '../domain/command.ts';

export interface CommandGate {
  /**
   * Hands the command to its owner and answers once its effect is durable. Never rejects: where the owner cannot be reached
   * or did not start by `deadlineAt` (epoch ms), the reply is a 503 problem and nothing was, or will be, half done.
   */
  submit(command: Command, deadlineAt: number, origin?: CommandOrigin): Promise<CommandReply>;
}
