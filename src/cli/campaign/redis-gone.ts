/** A Redis that went away is nobody's mistake in gameday: it is told without a stack. */
import { RedisGone } from '../../explore/campaign/redis/connection.ts'
import { ExitCode, type Io } from '../command.ts'

/** Runs a command, and tells that Redis went away, if that is why it failed. */
export async function withoutRedis(io: Io, run: () => Promise<ExitCode>): Promise<ExitCode> {
  try {
    return await run()
  } catch (error) {
    if (!(error instanceof RedisGone)) throw error
    io.err(`${error.message}\n`)
    return ExitCode.Internal
  }
}
