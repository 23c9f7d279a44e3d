/** The command line as a function: words in, an exit code out; `main.ts` gives it a process. */
import { version } from '../explore/package.ts'
import { didYouMean, UsageError } from '../kernel/errors.ts'
import { shown } from '../kernel/schema.ts'
import { readArguments } from './arguments.ts'
import { type Command, ExitCode, type Io } from './command.ts'
import { commands } from './commands/index.ts'
import { manual, overview } from './help.ts'
import { safe } from './terminal.ts'

/** Runs one command to its end; whatever goes wrong is told on stderr. */
export async function gameday(words: readonly string[], world: Io): Promise<ExitCode> {
  const io = safe(world)
  try {
    return await called(words, io)
  } catch (error) {
    if (isUsageError(error)) {
      io.err(`${error.message}\n`)
      return ExitCode.Usage
    }
    io.err(confession(error))
    return ExitCode.Internal
  }
}

async function called([name, ...words]: readonly string[], io: Io): Promise<ExitCode> {
  if (name === undefined) throw nothingSaid()
  if (['--help', '-h', 'help'].includes(name)) return told(io, overview(commands))
  if (['--version', '-v'].includes(name)) return told(io, `${version}\n`)
  const command = commands.find(known => known.name === name)
  if (command === undefined) throw unknownCommand(name)
  const read = readArguments(command, words)
  return read.values['help'] === true ? told(io, manual(command)) : command.run({ ...read, io })
}

function told(io: Io, text: string): ExitCode {
  io.out(text)
  return ExitCode.Held
}

const names = (): readonly string[] => commands.map(({ name }: Command) => name)

const nothingSaid = (): UsageError =>
  new UsageError({
    what: 'no command is given',
    fix: `write gameday ${names().join('|')} …, or gameday --help`,
  })

const unknownCommand = (name: string): UsageError =>
  new UsageError({ what: `there is no command ${shown(name)}`, fix: didYouMean(name, names()) })

/** It may come from another copy of the package: the one that the caller's file imports. */
const isUsageError = (error: unknown): error is UsageError =>
  error instanceof Error && error.name === 'UsageError'

/** Only a mistake of ours shows its stack. */
function confession(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return `gameday ${version} went wrong, please report it with what follows:\n${stack}\n`
}
