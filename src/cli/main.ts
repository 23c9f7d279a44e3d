#!/usr/bin/env node
/** The process around the command line: its streams, its signals and its exit code. */
import { ExitCode, type Io } from './command.ts'
import { gameday } from './gameday.ts'

const interruption = new AbortController()

function interrupted(): void {
  if (interruption.signal.aborted) process.exit(ExitCode.Interrupted)
  process.stderr.write('\nStopping; what is done is kept. Once more to leave at once.\n')
  interruption.abort()
}

process.on('SIGINT', interrupted)
process.on('SIGTERM', interrupted)

/** Whoever reads the result may have read enough, as `head` has. */
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
  if (code === 'EPIPE') return
  process.stderr.write(`The result could not be written: ${code}\n`)
  process.exit(ExitCode.Internal)
})

const io: Io = {
  out: text => void process.stdout.write(text),
  err: text => void process.stderr.write(text),
  isTerminal: process.stderr.isTTY,
  hasColours: hasColours(),
  env: process.env,
  cwd: process.cwd(),
  signal: interruption.signal,
  now: () => performance.now(),
}

/** As asked for in the environment (no-color.org, force-color.org), else where a person reads. */
function hasColours(): boolean {
  const { NO_COLOR: no, FORCE_COLOR: force } = process.env
  if (no !== undefined && no !== '') return false
  if (force !== undefined && force !== '') return force !== '0'
  return process.stdout.isTTY
}

process.exitCode = await gameday(process.argv.slice(2), io)
