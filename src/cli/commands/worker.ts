/** `gameday worker`: plays the trials of campaigns that were begun elsewhere. */
import { availableParallelism } from 'node:os'
import { work } from '../../explore/campaign/redis/campaign-worker.ts'
import { placeIn } from '../../explore/inside.ts'
import { UsageError } from '../../kernel/errors.ts'
import { shown } from '../../kernel/schema.ts'
import { counted } from '../../report/numbers.ts'
import { readValues } from '../arguments.ts'
import { withoutRedis } from '../campaign/redis-gone.ts'
import { type Call, type Command, ExitCode } from '../command.ts'
import { count, text } from '../values.ts'

const MOST_AT_ONCE = 1_024

/** Works for campaigns. */
export const worker: Command = {
  name: 'worker',
  summary: 'play trials of campaigns that others begin with --redis',
  usage: '[FILE…]',
  options: {
    redis: { type: 'string', takes: 'URL', summary: 'where campaigns are handed out' },
    concurrency: {
      type: 'string',
      takes: 'N',
      summary: 'how many trials at a time; default: all cores',
    },
  },
  help: `
It takes part in every campaign whose file it finds below the folder it is started in, with the
same code: the same version, system, options and text of the file. FILEs, where some are named, are
the only ones that it imports: name them if others can write to that Redis. It works until Ctrl-C.
If it dies, another worker plays its trials again.`,
  run: call => withoutRedis(call.io, () => runWorker(call)),
}

const schemas = {
  redis: text,
  concurrency: count(MOST_AT_ONCE, '--concurrency 4'),
}

async function runWorker({ positionals, values, io }: Call): Promise<ExitCode> {
  const { redis, concurrency = availableParallelism() } = readValues(values, schemas)
  if (redis === undefined) throw new UsageError(noRedis)
  const tell = (said: string): void => io.err(`${said}\n`)
  const { cwd: folder, signal } = io
  const files = positionals.length === 0 ? undefined : positionals
  insistOnFiles(positionals, folder)
  const played = await work({ address: redis, concurrency, folder, files, signal, tell })
  io.out(`${counted(played, 'trial')} played\n`)
  return ExitCode.Held
}

/** What is not there, or not below the folder, would never be played. */
function insistOnFiles(files: readonly string[], folder: string): void {
  const problems = files.flatMap(file => {
    const { is } = placeIn(folder, file)
    if (is === 'inside') return []
    const what = is === 'missing' ? `there is no file ${shown(file)}` : `${file} is not inside it`
    return [{ what, where: folder, fix: 'name files below the folder the worker is started in' }]
  })
  if (problems.length > 0) throw new UsageError(problems)
}

const noRedis = {
  what: 'a worker needs to know where campaigns are handed out',
  where: 'gameday worker',
  fix: 'write --redis redis://localhost:6379',
}
